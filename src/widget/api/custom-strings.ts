// The site's own strings, which replace ours.

/**
 * Replaces words with a site's strings. Where ours is a function of a number or name, the site's may be a
 * function too, or a fixed string. Other values are ignored.
 */
export function applyStrings(
  words: Record<string, unknown>,
  strings: Readonly<Record<string, unknown>>,
): void {
  for (const [name, own] of Object.entries(strings))
    if (typeof own === 'string') words[name] = typeof words[name] === 'function' ? () => own : own;
    else if (typeof own === 'function' && typeof words[name] === 'function') words[name] = own;
}
