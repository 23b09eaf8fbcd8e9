import { getPublicSuffix } from 'tldts';

/** Whether an origin may use the chat: one function per entry of `ALLOWED_ORIGINS`. */
export type OriginRule = (origin: string) => boolean;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const SCHEME = /^[a-z][a-z0-9+.-]*:$/;
const HOST = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$|^\[[0-9a-f:.]+\]$/;
const LABELS = /^(?:[a-z0-9_-]+\.)+$/;
const ENTRY = /^(?<scheme>[^:/]+):\/\/(?<any>\*\.)?(?<authority>[^/?#]*)(?<rest>.*)$/s;

/**
 * Whether a page from this origin may use the chat. Only browsers send an Origin, so it proves no identity:
 * a request without one is checked by its token alone.
 * @param rules the configured rules; `null` for the default: the server's own origin, or any origin while
 *   the server runs on localhost.
 */
export function originAllowed(
  origin: string | null,
  server: URL,
  rules: readonly OriginRule[] | null,
): boolean {
  if (origin === null || origin === server.origin) return true;
  if (rules !== null) return rules.some((allows) => allows(origin));
  return LOOPBACK.has(server.hostname);
}

/**
 * Reads `ALLOWED_ORIGINS` [R16].
 * @param setting entries separated by spaces or commas.
 * @returns `null` if there are no entries.
 * @throws Error naming the first entry that can never match, or that would match a public suffix.
 */
export function parseOrigins(setting: string): OriginRule[] | null {
  const entries = setting.split(/[\s,]+/).filter((entry) => entry !== '');
  return entries.length === 0 ? null : entries.map(ruleOf);
}

function ruleOf(entry: string): OriginRule {
  const refuse = (reason: string): never => {
    throw new Error(`ALLOWED_ORIGINS: "${entry}" ${reason}`);
  };
  if (entry === '*') return () => true;
  if (entry.toLowerCase() === 'null') return (origin) => origin === 'null';

  const { scheme, any, authority = '', rest } = ENTRY.exec(entry)?.groups ?? {};
  if (scheme === undefined)
    return refuse(`has no scheme; write https://${entry.replace(/^(?:https?:)?[:/]*/i, '')}.`);
  if (scheme.includes('*'))
    return refuse('has a wildcard as its scheme; write one entry for each.');
  if (authority === '*') return refuse('would allow every site; write * to mean that.');
  if (rest !== '' && rest !== '/')
    return refuse(`is more than an origin; write ${scheme}://${any ?? ''}${authority}.`);
  if (authority.includes('*'))
    return refuse('has a wildcard that is not the whole first label, as in https://*.example.com.');

  const url = parsed(`${scheme}://${authority}`.toLowerCase());
  const known = url !== null && SCHEME.test(url.protocol) && HOST.test(url.hostname);
  if (!known || url.username !== '' || url.password !== '' || authority.includes('@'))
    return refuse('is not an origin; write it as https://www.example.com.');
  if (url.protocol === 'file:') return refuse('never matches: the origin of a file is null.');
  const { protocol, hostname, host } = url;
  if (any === undefined) return (origin) => origin === `${protocol}//${host}`;

  if (isRegistry(hostname))
    return refuse('would allow sites of different owners; name the domain.');
  return (origin) => isSubdomain(origin, url);
}

/** Whether the host is a public suffix, whose subdomains have different owners, or cannot have subdomains. */
function isRegistry(hostname: string): boolean {
  if (hostname === 'localhost') return false;
  const host = hostname.replace(/\.$/, '');
  return /^\[|^[\d.]+$/.test(host) || getPublicSuffix(host, { allowPrivateDomains: true }) === host;
}

/** Whether an origin is a subdomain, at any depth, with the same scheme and port; not the domain itself. */
function isSubdomain(origin: string, { protocol, hostname, port }: URL): boolean {
  const url = parsed(origin);
  // Browsers send a normalized origin. Anything else only looks like one.
  if (url === null || `${url.protocol}//${url.host}` !== origin) return false;
  return (
    url.protocol === protocol &&
    url.port === port &&
    url.hostname.endsWith(`.${hostname}`) &&
    LABELS.test(url.hostname.slice(0, -hostname.length))
  );
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
