import { hex } from '../../protocol/hex.ts';
import type { User } from '../../protocol/message.ts';
import { type Result, refused } from '../../protocol/result.ts';
import { SUBPROTOCOL } from '../../protocol/version.ts';
import type { Principal } from '../../room/principal.ts';
import { clientAddress } from './client-address.ts';
import { readToken, type TokenRules } from './tokens.ts';

/** The subprotocol in any version. */
const VERSIONS = /^edgewise\.v\d+$/;

/** A new user id; its 64 random bits make collisions practically impossible. */
export const newUserId = (): string => `u_${randomHex(8)}`;

/** The name of a guest who gave none. */
export const guestName = (): string => `Guest ${1000 + (randomWord() % 9000)}`;

const randomWord = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

const randomHex = (bytes: number): string => hex(crypto.getRandomValues(new Uint8Array(bytes)));

const newReader = (): Principal => ({
  user: { id: `r_${randomHex(8)}`, name: '' },
  role: 'reader',
  named: false,
  plain: false,
  expiresAt: null,
});

/** A guest without a token, whose identity lasts as long as the connection. */
const plainGuest = (name?: string): Principal => ({
  user: { id: newUserId(), name: name ?? guestName() },
  role: 'guest',
  named: name !== undefined,
  plain: true,
  expiresAt: null,
});

const tokenHolder = (user: User, expiresAt: number): Principal => ({
  user,
  role: 'guest',
  named: true,
  plain: false,
  expiresAt,
});

async function principalOf(
  token: string | undefined,
  rules: TokenRules,
): Promise<Result<Principal>> {
  if (token === undefined) return { ok: true, value: newReader() };
  const identity = await readToken(token, rules);
  if (!identity.ok) return identity;
  return { ok: true, value: tokenHolder(identity.value.user, identity.value.expiresAt) };
}

/** The bearer token of a request. */
export function bearerToken(headers: Headers): string | undefined {
  const [scheme, token] = (headers.get('Authorization') ?? '').split(/ +/);
  return scheme?.toLowerCase() === 'bearer' ? token : undefined;
}

/** The principal of an HTTP request: the token's user, or a reader without a token. */
export const httpPrincipal = async (
  headers: Headers,
  rules: TokenRules,
): Promise<Result<Principal>> => located(await principalOf(bearerToken(headers), rules), headers);

/** A principal for requests where the identity does not matter. Tokens are ignored. */
export const anyReader = (headers: Headers): Principal => withAddress(newReader(), headers);

const located = (principal: Result<Principal>, headers: Headers): Result<Principal> =>
  principal.ok ? { ok: true, value: withAddress(principal.value, headers) } : principal;

function withAddress(principal: Principal, headers: Headers): Principal {
  const address = clientAddress(headers);
  return address === undefined ? principal : { ...principal, address };
}

/** Like `httpPrincipal`, for requests that require an identity. */
export async function writingPrincipal(
  headers: Headers,
  rules: TokenRules,
): Promise<Result<Principal>> {
  const principal = await httpPrincipal(headers, rules);
  return principal.ok && principal.value.role === 'reader'
    ? refused('unauthorized', 'Send Authorization: Bearer <token>, from POST /api/session.')
    : principal;
}

/** The subprotocols that a WebSocket upgrade offers. */
export const offeredProtocols = (headers: Headers): string[] =>
  (headers.get('Sec-WebSocket-Protocol') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * The principal of a WebSocket upgrade [R10]. With the subprotocol: the token's user, or a reader without a
 * token. Without any subprotocol: a plain client, served as a guest.
 * @param name the name of a plain client, if it is already known.
 */
export const socketPrincipal = async (
  headers: Headers,
  rules: TokenRules,
  name?: string,
): Promise<Result<Principal>> => located(await offeredPrincipal(headers, rules, name), headers);

async function offeredPrincipal(
  headers: Headers,
  rules: TokenRules,
  name: string | undefined,
): Promise<Result<Principal>> {
  const offered = offeredProtocols(headers);
  const token = bearerToken(headers);
  if (offered.length === 0) {
    if (token === undefined) return { ok: true, value: plainGuest(name) };
    const principal = await principalOf(token, rules);
    return principal.ok ? { ok: true, value: { ...principal.value, plain: true } } : principal;
  }
  if (!offered.includes(SUBPROTOCOL))
    return refused('unsupported_protocol', `This server speaks ${SUBPROTOCOL}.`);
  // A client may offer several versions. None of them is its token.
  return principalOf(offered.find((part) => !VERSIONS.test(part)) ?? token, rules);
}
