// Which addresses become links, and what of them people get to see.

/** An address found in a text, from `index` to `end`. */
export type Found = { readonly index: number; readonly end: number; readonly href: string };

export type Finder = (text: string) => readonly Found[];

/**
 * An address that is safe to follow, in its normal form: http, https or mailto, with nobody's name in
 * it. A user name before the host is how one site poses as another. @returns null for all others.
 */
export function safeHref(address: string): string | null {
  if (!/^(?:https?:\/\/|mailto:)[^\s]/i.test(address)) return null;
  const url = URL.parse(address);
  if (!url || url.username || url.password) return null;
  return url.protocol === 'mailto:' || url.hostname ? url.href : null;
}

/** Where the link goes, in short, unless its text says so already. */
export function targetBeside(text: string, href: string): string | null {
  const url = URL.parse(href);
  if (!url || bare(text) === bare(href)) return null;
  const target = url.protocol === 'mailto:' ? url.pathname : url.host;
  return text.trim().toLowerCase() === target ? null : target;
}

const bare = (address: string): string =>
  address
    .trim()
    .replace(/^(?:https?:\/\/|mailto:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();
