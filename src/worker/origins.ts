const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a page from this origin may use the chat. A courtesy of browsers, not proof of identity:
 * a request without an Origin is no browser's, and is judged by its token alone.
 * @param origins as configured; `null` for the default, which is the server's own origin, or any
 *   while the server is on this computer only.
 */
export function originAllowed(
  origin: string | null,
  server: URL,
  origins: readonly string[] | null,
): boolean {
  if (origin === null || origin === server.origin) return true;
  if (origins !== null) return origins.includes(origin) || origins.includes('*');
  return LOOPBACK.has(server.hostname);
}
