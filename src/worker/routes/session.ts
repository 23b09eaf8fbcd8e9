import type { Context } from 'hono';
import { RENEW_MS } from '../../protocol/limits.ts';
import { bodySchemas, type SessionBody } from '../../protocol/rest.ts';
import { configOf, type Env } from '../config.ts';
import { errorResponse } from '../http/error-response.ts';
import { parseBody, readBody } from '../http/json-body.ts';
import { bearerToken, guestName, newUserId } from '../identity/principals.ts';
import { limitNewSessions } from '../identity/session-rate-limit.ts';
import { mintToken, readToken } from '../identity/tokens.ts';

/**
 * Creates a guest identity. With a token, even one that expired up to 30 days ago, it renews that identity,
 * and renames it if a name is given.
 */
export async function postSession(c: Context<{ Bindings: Env }>): Promise<Response> {
  const config = configOf(c.env);
  const { limits, secret, tokenMs } = config;
  const held = await limitNewSessions(c.env, c.req.raw.headers);
  if (held !== undefined) return errorResponse(held);

  const text = await readBody(c.req.raw, limits.frameBytes);
  if (!text.ok) return errorResponse(text.fault);
  const body = parseBody(bodySchemas(limits).session, text.value === '' ? '{}' : text.value);
  if (!body.ok) return errorResponse(body.fault);

  const token = bearerToken(c.req.raw.headers);
  const known = token === undefined ? undefined : await readToken(token, config, RENEW_MS);
  if (known !== undefined && !known.ok) return errorResponse(known.fault);

  const wanted = body.value.name;
  const taken = wanted === undefined ? undefined : config.reservedNames.fault(wanted);
  if (taken !== undefined) return errorResponse(taken);

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
