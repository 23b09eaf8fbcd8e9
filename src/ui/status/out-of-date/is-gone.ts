const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * Checks whether a deploy has removed a script, so that the files it imports may be missing too. An
 * HTML response also counts, because some servers answer unknown paths with a page.
 * @param script the script's address.
 * @returns `false` also if the server is unreachable or returns an error.
 */
export async function isGone(script: string, ask = fetch): Promise<boolean> {
  try {
    // Bypasses the browser's cache, which may still have the script.
    const { status, ok, headers } = await ask(script, { method: 'HEAD', cache: 'no-store' });
    return GONE.has(status) || (ok && /html/.test(headers.get('Content-Type') ?? ''));
  } catch {
    return false;
  }
}
