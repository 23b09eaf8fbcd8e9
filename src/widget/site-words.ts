// Sentences of the site's own, in the place of ours.

/**
 * Puts a site's words among ours. Where ours tells a number or a name, the site's may be a function of
 * it too, or the same sentence each time; what is no text is passed over.
 */
export function putIn(
  words: Record<string, unknown>,
  strings: Readonly<Record<string, unknown>>,
): void {
  for (const [name, own] of Object.entries(strings))
    if (typeof own === 'string') words[name] = typeof words[name] === 'function' ? () => own : own;
    else if (typeof own === 'function' && typeof words[name] === 'function') words[name] = own;
}
