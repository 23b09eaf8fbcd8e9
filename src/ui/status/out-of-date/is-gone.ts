const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * Whether a deploy has removed a script: then those that it loads may be gone as well. A page in its place
 * counts too, as servers answer that send every unknown path to one.
 * @returns false where nobody knows, because the server cannot be reached or is in trouble.
 */
export async function isGone(script: string, ask = fetch): Promise<boolean> {
  try {
    // Past the browser's cache, which may still have it.
    const { status, ok, headers } = await ask(script, { method: 'HEAD', cache: 'no-store' });
    return GONE.has(status) || (ok && /html/.test(headers.get('Content-Type') ?? ''));
  } catch {
    return false;
  }
}
