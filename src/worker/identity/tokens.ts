import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { explain } from '../../protocol/codec.ts';
import { type Limits, type RENEW_MS, TOKEN_BYTES } from '../../protocol/limits.ts';
import type { User } from '../../protocol/message.ts';
import { type Result, refused } from '../../protocol/result.ts';
import { personName } from '../../protocol/text.ts';
import { userIdSchema } from '../../protocol/user-id.ts';
import type { Config } from '../config.ts';

const ISSUER = 'edgewise';
const ALGORITHM = 'HS256';

/** The identity in a token. Times are in ms since 1970. */
export type Identity = { readonly user: User; readonly expiresAt: number };

/** What a token is checked against. */
export type TokenRules = Pick<Config, 'secret' | 'limits' | 'reservedNames'>;

// Operators can sign tokens with ids and names of their own. The same rules apply to them [R8].
const makeClaimsSchema = ({ nameChars }: Limits) =>
  v.object({
    sub: userIdSchema,
    name: personName(nameChars),
    exp: v.pipe(v.number(), v.maxValue(LATEST_SECONDS, 'is no time')),
  });

const schemas = new WeakMap<Limits, ReturnType<typeof makeClaimsSchema>>();

function claimsSchema(limits: Limits): ReturnType<typeof makeClaimsSchema> {
  const known = schemas.get(limits) ?? makeClaimsSchema(limits);
  schemas.set(limits, known);
  return known;
}

const keys = new WeakMap<Uint8Array, CryptoKey>();

/** The secret as a key, imported once and not for each token. */
async function keyOf(secret: Uint8Array): Promise<CryptoKey> {
  // Not the promise is kept: in a Worker, a request cannot wait for another request's.
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign', 'verify']);
  keys.set(secret, key);
  return key;
}

/** The last second that a `Date` can hold. */
const LATEST_SECONDS = 8.64e12;

/** Signs a guest's token, valid until `expiresAt`. */
export const mintToken = async (
  { user, expiresAt }: Identity,
  secret: Uint8Array,
): Promise<string> =>
  new SignJWT({ name: user.name })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(await keyOf(secret));

/**
 * Verifies a token.
 * @param graceMs how long ago it may have expired: 0 for use, 30 days for renewal.
 */
export async function readToken(
  token: string,
  rules: TokenRules,
  graceMs: 0 | typeof RENEW_MS = 0,
): Promise<Result<Identity>> {
  if (token.length > TOKEN_BYTES)
    return refused('unauthorized', `A token has at most ${TOKEN_BYTES} bytes.`);
  try {
    const { payload } = await jwtVerify(token, await keyOf(rules.secret), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      requiredClaims: ['sub', 'exp', 'name'],
      clockTolerance: graceMs / 1000,
    });
    const claims = v.safeParse(claimsSchema(rules.limits), payload);
    if (!claims.success)
      return refused(
        'unauthorized',
        `This token does not say who it is for: ${explain(claims.issues)}`,
      );
    const { sub: id, name, exp } = claims.output;
    const reserved = rules.reservedNames.fault(name);
    return reserved === undefined
      ? { ok: true, value: { user: { id, name }, expiresAt: exp * 1000 } }
      : refused('unauthorized', `This token cannot be used: ${reserved.message}`);
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    // A token that is too old to be renewed is treated like an invalid one.
    return error instanceof errors.JWTExpired && graceMs === 0
      ? refused('token_expired', 'The token has expired: renew it with POST /api/session.')
      : refused('unauthorized', 'This token is not valid here: get one with POST /api/session.');
  }
}
