import type { Context } from 'hono';
import { fault } from '../protocol/errors.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { problemWith } from '../room/assistant/providers/check.ts';
import { assistantSettings } from '../room/assistant/settings.ts';
import { configOf, type Env } from './config.ts';
import { faultResponse } from './faults.ts';
import { VERSION } from './version.ts';

/**
 * `GET /api/health`: whether the server is there. With `?deep` it also asks the assistant's provider,
 * which is the operator's to do: it needs the server's secret as a bearer token.
 */
export async function getHealth(c: Context<{ Bindings: Env }>): Promise<Response> {
  const facts = { ok: true, version: VERSION, protocol: PROTOCOL_VERSION };
  if (c.req.query('deep') === undefined) return c.json(facts);
  const given = /^bearer (.+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  if (!(await isSame(new TextEncoder().encode(given), configOf(c.env).secret)))
    return faultResponse(fault('unauthorized', 'A deep check needs EDGEWISE_SECRET as its token.'));
  const { source } = assistantSettings(c.env);
  const problem = await problemWith(source);
  const assistant = { provider: source.provider, ok: problem === undefined };
  return c.json({ ...facts, assistant: { ...assistant, ...(problem && { problem }) } }, 200, {
    'Cache-Control': 'no-store',
  });
}

/** Compares in a time that tells nothing of either: digests are of one length. */
async function isSame(given: Uint8Array, secret: Uint8Array): Promise<boolean> {
  const [a, b] = await Promise.all([digestOf(given), digestOf(secret)]);
  return a.reduce((difference, byte, at) => difference | (byte ^ (b[at] ?? 0)), 0) === 0;
}

const digestOf = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
