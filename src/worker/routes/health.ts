import type { Context } from 'hono';
import { fault } from '../../protocol/errors.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { problemWith } from '../../room/assistant/providers/check.ts';
import { assistantSettings } from '../../room/assistant/settings.ts';
import { configOf, type Env } from '../config.ts';
import { errorResponse } from '../http/error-response.ts';
import { VERSION } from '../version.ts';

/**
 * `GET /api/health`: whether the server is up. `?deep` also checks the assistant's provider. That is for
 * operators, so it requires the server's secret as a bearer token.
 */
export async function getHealth(c: Context<{ Bindings: Env }>): Promise<Response> {
  const facts = { ok: true, version: VERSION, protocol: PROTOCOL_VERSION };
  if (c.req.query('deep') === undefined) return c.json(facts);
  const given = /^bearer (.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  if (!(await constantTimeEqual(new TextEncoder().encode(given), configOf(c.env).secret)))
    return errorResponse(fault('unauthorized', 'A deep check needs EDGEWISE_SECRET as its token.'));
  const { source } = assistantSettings(c.env);
  const problem = await problemWith(source);
  const assistant = { provider: source.provider, ok: problem === undefined };
  return c.json({ ...facts, assistant: { ...assistant, ...(problem && { problem }) } }, 200, {
    'Cache-Control': 'no-store',
  });
}

/** Compares in constant time. Digests have equal lengths. */
async function constantTimeEqual(given: Uint8Array, secret: Uint8Array): Promise<boolean> {
  const [a, b] = await Promise.all([digestOf(given), digestOf(secret)]);
  return a.reduce((difference, byte, at) => difference | (byte ^ (b[at] ?? 0)), 0) === 0;
}

const digestOf = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
