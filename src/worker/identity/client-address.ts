const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** An IPv4 address written as IPv6, in its usual form. */
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
/** The same in hexadecimal, after expansion. */
const MAPPED_GROUPS = /^0:0:0:0:0:ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
/** A network gets at least a /64, and each machine in it can use any of its addresses. */
const PREFIX_GROUPS = 4;

/**
 * The key of a client for rate limits: its IPv4 address, or the /64 of its IPv6 address, so that nobody
 * escapes a limit by changing the address within their own network.
 * @param headers the request's headers; Cloudflare overwrites `CF-Connecting-IP`.
 * @returns `undefined` if the platform gives no address, as in tests; then nothing is limited.
 */
export function clientAddress(headers: Headers): string | undefined {
  const given = (headers.get('CF-Connecting-IP') ?? '').trim().toLowerCase();
  if (given === '') return undefined;
  if (IPV4.test(given)) return given;
  const mapped = MAPPED.exec(given)?.[1];
  if (mapped !== undefined) return mapped;
  const groups = expand(given);
  // An unknown format still identifies one client.
  if (groups === undefined) return given.slice(0, 45);
  const [, high, low] = MAPPED_GROUPS.exec(groups.join(':')) ?? [];
  if (high !== undefined && low !== undefined) return dotted(high, low);
  return `${groups.slice(0, PREFIX_GROUPS).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] | undefined {
  const [bare = ''] = address.split('%');
  const halves = bare.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 0 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16).toString(16))
    : undefined;
}

function dotted(high: string, low: string): string {
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
