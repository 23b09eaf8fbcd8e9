import { errors, jwtVerify, SignJWT } from 'jose';
import { type RENEW_MS, TOKEN_BYTES } from '../protocol/limits.ts';
import type { User } from '../protocol/message.ts';
import { type Result, refused } from '../protocol/result.ts';

const ISSUER = 'edgewise';
const ALGORITHM = 'HS256';

/** A person as a token tells them. Times are in ms since 1970. */
export type Identity = { readonly user: User; readonly expiresAt: number };

/** Signs a guest's token, good until `expiresAt`. */
export const mintToken = ({ user, expiresAt }: Identity, secret: Uint8Array): Promise<string> =>
  new SignJWT({ name: user.name })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(secret);

/**
 * Reads a token.
 * @param graceMs how long ago it may have expired; 0 for use, 30 days for renewal.
 */
export async function readToken(
  token: string,
  secret: Uint8Array,
  graceMs: 0 | typeof RENEW_MS = 0,
): Promise<Result<Identity>> {
  if (token.length > TOKEN_BYTES)
    return refused('unauthorized', `A token has at most ${TOKEN_BYTES} bytes.`);
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      requiredClaims: ['sub', 'exp', 'name'],
      clockTolerance: graceMs / 1000,
    });
    const { sub, exp, name } = payload;
    if (sub === undefined || exp === undefined || typeof name !== 'string')
      return refused('unauthorized', 'This token is not one of ours.');
    return { ok: true, value: { user: { id: sub, name }, expiresAt: exp * 1000 } };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    // One that is too old to be renewed is like any other that is not ours.
    return error instanceof errors.JWTExpired && graceMs === 0
      ? refused('token_expired', 'The token has expired: renew it with POST /api/session.')
      : refused('unauthorized', 'This token is not valid here: get one with POST /api/session.');
  }
}
