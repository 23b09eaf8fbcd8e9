// Decides which addresses become links, and how they are shown.

/** An address in a text, from `index` to `end`. */
export type Found = { readonly index: number; readonly end: number; readonly href: string };

/** Link detection, which is loaded lazily. */
export type Addresses = {
  readonly find: (text: string) => readonly Found[];
  /** @returns a `mailto:` address with its recipients only; null if it is not valid. */
  readonly mail: (address: string) => string | null;
};

/**
 * Normalizes a web address. It must be http or https, without a user name: `bank.com@evil.org`
 * would pose as another site.
 * @returns null for all other addresses.
 */
export function webHref(address: string): string | null {
  if (!/^https?:\/\/[^\s]/i.test(address)) return null;
  const url = urlOf(address);
  return url?.hostname && !url.username && !url.password ? url.href : null;
}

/** @returns the short form of a link's target; null if the link's text already shows it. */
export function targetBeside(text: string, href: string): string | null {
  const recipients = recipientsOf(href);
  const target = recipients ?? urlOf(href)?.host;
  const said = bare(text);
  if (!target || said === target || said === bare(href)) return null;
  return recipients === null && saysHost(said, target, href) ? null : target;
}

/** Whether the text is the address itself, with the exact host. */
function saysHost(said: string, host: string, href: string): boolean {
  if (!said.startsWith(host) || !/^[/?#]/.test(said.slice(host.length))) return false;
  const url = urlOf(`https://${said}`);
  return url !== null && bare(url.href) === bare(href);
}

/** @returns the recipients of a safe mail address; null for other addresses. */
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

/** `URL.parse` is missing in browsers of 2023. */
function urlOf(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
