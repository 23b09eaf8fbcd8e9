import type { Context } from 'hono';
import { RENEW_MS } from '../protocol/limits.ts';
import { bodySchemas, type SessionBody } from '../protocol/rest.ts';
import { parseBody, readBody } from './body.ts';
import { brake } from './brake.ts';
import { configOf, type Env } from './config.ts';
import { faultResponse } from './faults.ts';
import { mintToken, readToken } from './tokens.ts';
import { bearerToken, guestName, newUserId } from './visitors.ts';

/**
 * Gives a guest an identity: a new one, or with a token (also one expired up to 30 days ago) the
 * same person again, renamed if a name is given.
 */
export async function postSession(c: Context<{ Bindings: Env }>): Promise<Response> {
  const config = configOf(c.env);
  const { limits, secret, tokenMs } = config;
  const held = await brake(c.env, c.req.raw.headers);
  if (held !== undefined) return faultResponse(held);

  const text = await readBody(c.req.raw, limits.frameBytes);
  if (!text.ok) return faultResponse(text.fault);
  const body = parseBody(bodySchemas(limits).session, text.value === '' ? '{}' : text.value);
  if (!body.ok) return faultResponse(body.fault);

  const token = bearerToken(c.req.raw.headers);
  const known = token === undefined ? undefined : await readToken(token, config, RENEW_MS);
  if (known !== undefined && !known.ok) return faultResponse(known.fault);

  const wanted = body.value.name;
  const taken = wanted === undefined ? undefined : config.reservedNames.fault(wanted);
  if (taken !== undefined) return faultResponse(taken);

  const user = {
    id: known?.value.user.id ?? newUserId(),
    name: wanted ?? known?.value.user.name ?? guestName(),
  };
  const expiresAt = Date.now() + tokenMs;
  const session: SessionBody = {
    token: await mintToken({ user, expiresAt }, secret),
    user: { ...user, role: 'guest' },
    expiresAt,
  };
  return c.json(session, 201, { 'Cache-Control': 'no-store' });
}
