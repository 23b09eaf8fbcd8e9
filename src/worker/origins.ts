import { getPublicSuffix } from 'tldts';

/** Which pages may use the chat: one function per entry of `ALLOWED_ORIGINS`. */
export type OriginRule = (origin: string) => boolean;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const SCHEME = /^[a-z][a-z0-9+.-]*:$/;
const HOST = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$|^\[[0-9a-f:.]+\]$/;
const LABELS = /^(?:[a-z0-9_-]+\.)+$/;
const ENTRY = /^(?<scheme>[^:/]+):\/\/(?<any>\*\.)?(?<authority>[^/?#]*)(?<rest>.*)$/s;

/**
 * Whether a page from this origin may use the chat. A courtesy of browsers, not proof of identity:
 * a request without an Origin is no browser's, and is judged by its token alone.
 * @param rules as configured; `null` for the default, which is the server's own origin, or any
 *   while the server is on this computer only.
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
 * @returns `null` where there is no entry.
 * @throws Error with a sentence that names the first entry that could never match, or that would
 *   match a whole registry.
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

/** Whether the subdomains of a host belong to more than one owner, or the host cannot have any. */
function isRegistry(hostname: string): boolean {
  if (hostname === 'localhost') return false;
  const host = hostname.replace(/\.$/, '');
  return /^\[|^[\d.]+$/.test(host) || getPublicSuffix(host, { allowPrivateDomains: true }) === host;
}

/** Subdomains of any depth, of the same scheme and port; not the domain itself. */
function isSubdomain(origin: string, { protocol, hostname, port }: URL): boolean {
  const url = parsed(origin);
  // What a browser sends is written as an origin is: anything else only looks like one.
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
