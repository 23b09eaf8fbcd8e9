import type { User } from '../protocol/message.ts';
import { type Result, refused } from '../protocol/result.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import type { Principal } from '../room/principal.ts';
import { clientAddress } from './address.ts';
import { readToken, type TokenRules } from './tokens.ts';

/** The subprotocols of this protocol, in whatever version. */
const VERSIONS = /^edgewise\.v\d+$/;

/** A new person's id; 64 bits, so that nobody is handed another's. */
export const newUserId = (): string => `u_${randomHex(8)}`;

/** What a guest is called who gave no name. */
export const guestName = (): string => `Guest ${1000 + (randomWord() % 9000)}`;

const randomWord = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

const randomHex = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

const reader = (): Principal => ({
  user: { id: `r_${randomHex(8)}`, name: '' },
  role: 'reader',
  named: false,
  plain: false,
  expiresAt: null,
});

/** A guest without a token, who is somebody for as long as the connection lasts. */
const passer = (name?: string): Principal => ({
  user: { id: newUserId(), name: name ?? guestName() },
  role: 'guest',
  named: name !== undefined,
  plain: true,
  expiresAt: null,
});

const bearer = (user: User, expiresAt: number): Principal => ({
  user,
  role: 'guest',
  named: true,
  plain: false,
  expiresAt,
});

async function visitorOf(token: string | undefined, rules: TokenRules): Promise<Result<Principal>> {
  if (token === undefined) return { ok: true, value: reader() };
  const identity = await readToken(token, rules);
  if (!identity.ok) return identity;
  return { ok: true, value: bearer(identity.value.user, identity.value.expiresAt) };
}

/** The bearer token of a request. */
export function bearerToken(headers: Headers): string | undefined {
  const [scheme, token] = (headers.get('Authorization') ?? '').split(/ +/);
  return scheme?.toLowerCase() === 'bearer' ? token : undefined;
}

/** Who makes an HTTP request; without a token, a reader. */
export const httpVisitor = async (
  headers: Headers,
  rules: TokenRules,
): Promise<Result<Principal>> => located(await visitorOf(bearerToken(headers), rules), headers);

/** Somebody whose identity makes no difference, whatever token they send. */
export const anyReader = (headers: Headers): Principal => withAddress(reader(), headers);

const located = (visitor: Result<Principal>, headers: Headers): Result<Principal> =>
  visitor.ok ? { ok: true, value: withAddress(visitor.value, headers) } : visitor;

function withAddress(visitor: Principal, headers: Headers): Principal {
  const address = clientAddress(headers);
  return address === undefined ? visitor : { ...visitor, address };
}

/** The same, of a request that only somebody may make. */
export async function writingVisitor(
  headers: Headers,
  rules: TokenRules,
): Promise<Result<Principal>> {
  const visitor = await httpVisitor(headers, rules);
  return visitor.ok && visitor.value.role === 'reader'
    ? refused('unauthorized', 'Send Authorization: Bearer <token>, from POST /api/session.')
    : visitor;
}

/** What a WebSocket upgrade offers in `Sec-WebSocket-Protocol`. */
export const offeredProtocols = (headers: Headers): string[] =>
  (headers.get('Sec-WebSocket-Protocol') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * Who opens a WebSocket [R10]. With the subprotocol: a token's bearer, else a reader. Without any:
 * a plain client, served as a guest.
 * @param name what a plain client calls itself, where that is known already.
 */
export const socketVisitor = async (
  headers: Headers,
  rules: TokenRules,
  name?: string,
): Promise<Result<Principal>> => located(await offeredVisitor(headers, rules, name), headers);

async function offeredVisitor(
  headers: Headers,
  rules: TokenRules,
  name: string | undefined,
): Promise<Result<Principal>> {
  const offered = offeredProtocols(headers);
  const token = bearerToken(headers);
  if (offered.length === 0) {
    if (token === undefined) return { ok: true, value: passer(name) };
    const visitor = await visitorOf(token, rules);
    return visitor.ok ? { ok: true, value: { ...visitor.value, plain: true } } : visitor;
  }
  if (!offered.includes(SUBPROTOCOL))
    return refused('unsupported_protocol', `This server speaks ${SUBPROTOCOL}.`);
  // A client of another version too may offer both; neither is its token.
  return visitorOf(offered.find((part) => !VERSIONS.test(part)) ?? token, rules);
}
