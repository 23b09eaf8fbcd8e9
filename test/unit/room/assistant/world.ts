import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import type { Part, Provider } from '../../../../src/room/assistant/providers/provider.ts';
import { providerOf } from '../../../../src/room/assistant/providers/select.ts';
import { type Ending, Run } from '../../../../src/room/assistant/run.ts';
import type { Source } from '../../../../src/room/assistant/source.ts';
import { ModelServer } from '../../../support/model-server.ts';
import type { Clock } from '../../../support/scripted-provider.ts';

export const REQUEST = {
  system: 'Be brief.',
  turns: [{ role: 'user', content: '{"from":"Ann","text":"Hello"}' }],
  maxOutputTokens: 100,
  question: 'Hello',
  room: { name: 'lobby', online: 1, members: ['Ann'], recent: [] },
} as const;

/** A run, with everything that it sends and saves, and how it ends. */
export function watchedRun(provider: Provider, clock: Clock, gap = 50) {
  const told: { at: number; offset: number; text: string }[] = [];
  const kept: { at: number; text: string }[] = [];
  const endings: Ending[] = [];
  const run = new Run({
    ...{ provider, request: REQUEST, now: clock.now, after: clock.after },
    deadlines: { firstWordMs: 30_000, idleMs: 20_000, totalMs: 180_000 },
    sendInterval: () => gap,
    send: (offset, text) => told.push({ at: clock.now(), offset, text }),
    retract: () => told.splice(0),
    save: (text) => kept.push({ at: clock.now(), text }),
    ended: (ending) => endings.push(ending),
  });
  return { run, told, kept, endings };
}

export const NOW = Date.parse('2026-11-25T12:00:00Z');

const after = (ms: number, call: () => void) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

export function connect(source: Source, now: () => number = () => NOW): Provider {
  const provider = providerOf(source, { now, after });
  if (provider === undefined) throw new Error('nobody');
  return provider;
}

/** Asks a provider, and returns the result once it has ended. */
export async function answer(
  provider: Provider,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ text: string; last: Part | undefined; thought: boolean }> {
  const parts: Part[] = [];
  for await (const part of provider.answer(REQUEST, signal)) parts.push(part);
  // Some of it may have been sent before it was withdrawn, however fast it came.
  const answered = parts.slice(parts.findLastIndex(({ type }) => type === 'retracted') + 1);
  const text = answered.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return { text, last: parts.at(-1), thought: parts.some(({ type }) => type === 'thinking') };
}

/** The text of everything in the operator’s log. */
export const logged = (): string => JSON.stringify(vi.mocked(console.warn).mock.calls);

/** A model of a server, with a new name each time, so that tests do not share what is learned. */
export function freshModel(
  server: ModelServer,
  model = 'm',
  provider: 'openai-compatible' | 'anthropic' = 'openai-compatible',
): Source {
  named += 1;
  return { provider, model, baseUrl: `${server.url}/${named}/v1`, apiKey: KEY };
}
let named = 0;

/** The same bytes in pieces of odd sizes, so that every character is split somewhere. */
export function inOddPieces(text: string, size: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.slice(i * size, (i + 1) * size),
  );
}

export const KEY = 'sk-never-to-be-seen';

/** Starts a model server for the tests of a file, and keeps its errors out of their output. */
export function modelServer(): () => ModelServer {
  let server: ModelServer;
  beforeAll(async () => {
    server = await ModelServer.start();
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });
  beforeEach(() => void vi.mocked(console.warn).mockClear());
  afterAll(() => server.stop());
  return () => server;
}
