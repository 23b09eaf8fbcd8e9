// Which addresses become links, and what of them people get to see.

/** An address found in a text, from `index` to `end`. */
export type Found = { readonly index: number; readonly end: number; readonly href: string };

/** What finds addresses, and tells what of an address of mail is safe; it comes when it is needed. */
export type Addresses = {
  readonly find: (text: string) => readonly Found[];
  /** The recipients of a `mailto:` address as an address of their own; null where it is none. */
  readonly mail: (address: string) => string | null;
};

/**
 * An address of the web that is safe to follow, in its normal form: http or https, with nobody's name
 * in it. A user name before the host is how one site poses as another. @returns null for all others.
 */
export function webHref(address: string): string | null {
  if (!/^https?:\/\/[^\s]/i.test(address)) return null;
  const url = urlOf(address);
  return url?.hostname && !url.username && !url.password ? url.href : null;
}

/** Where the link goes, in short, unless its text says so already. */
export function targetBeside(text: string, href: string): string | null {
  const recipients = recipientsOf(href);
  const target = recipients ?? urlOf(href)?.host;
  const said = bare(text);
  if (!target || said === target || said === bare(href)) return null;
  return recipients === null && saysHost(said, target, href) ? null : target;
}

/** Whether the text is the address, with its host as it is and the rest in letters of its own. */
function saysHost(said: string, host: string, href: string): boolean {
  if (!said.startsWith(host) || !/^[/?#]/.test(said.slice(host.length))) return false;
  const url = urlOf(`https://${said}`);
  return url !== null && bare(url.href) === bare(href);
}

/** Whom a safe address of mail is to; null where it is no such address. */
function recipientsOf(href: string): string | null {
  if (!href.startsWith('mailto:')) return null;
  return decodeURIComponent(href.slice('mailto:'.length).replaceAll(',', ', '));
}

const bare = (address: string): string =>
  address
    .trim()
    .replace(/^(?:https?:\/\/|mailto:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();

/** Not by `URL.parse`, which browsers of 2023 have not got. */
function urlOf(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
