import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Part } from '../../src/room/assistant/providers/provider.ts';
import { providerOf } from '../../src/room/assistant/providers/select.ts';

// With the platform’s own streams and errors, which differ from Node’s.

const after = (ms: number, call: () => void) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};
let named = 0;

async function partsOf(
  baseUrl: string,
  format: 'openai-compatible' | 'anthropic',
): Promise<Part[]> {
  named += 1;
  const source = { provider: format, model: `m${named}`, baseUrl, apiKey: 'k' };
  const provider = providerOf(source, { now: Date.now, after });
  const request = {
    ...{ system: 'Be brief.', turns: [{ role: 'user', content: 'Hello' }] as const },
    ...{ maxOutputTokens: 10, question: 'Hello' },
    room: { name: 'r', online: 1, members: [], recent: [] },
  };
  const parts: Part[] = [];
  for await (const part of provider?.answer(request, new AbortController().signal) ?? [])
    parts.push(part);
  return parts;
}

const formats = ['openai-compatible', 'anthropic'] as const;

/** A server whose answer arrives in these pieces, and ends as `end` says. */
function serves(pieces: readonly string[], end: 'closes' | 'stays open' | 'breaks') {
  const closed = vi.fn();
  vi.stubGlobal('fetch', async () => {
    const left = [...pieces];
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const piece = left.shift();
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
        else if (end === 'closes') controller.close();
        else if (end === 'breaks') controller.error(new Error('Network connection lost.'));
        else await new Promise(() => {});
      },
      cancel: closed,
    });
    return new Response(body);
  });
  return closed;
}
afterEach(() => vi.unstubAllGlobals());

const openai = (delta: object) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;
const claude = (event: object) => `data: ${JSON.stringify(event)}\n\n`;
const HELLO = {
  'openai-compatible': [openai({ content: '<think>x</think>Hel' }), openai({ content: 'lo' })],
  anthropic: ['Hel', 'lo'].map((text) =>
    claude({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  ),
};
const DONE = {
  'openai-compatible': 'data: [DONE]\n\n',
  anthropic: claude({ type: 'message_stop' }),
};

describe.each(formats)('in the runtime, a server of %s', (format) => {
  it('that leaves the connection open completes the answer, and the connection is closed [R116]', async () => {
    const closed = serves([...HELLO[format], DONE[format]], 'stays open');
    const parts = await partsOf('http://model.example/v1', format);
    expect(parts.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe('Hello');
    expect(parts.at(-1)).toEqual({ type: 'end', usage: {} });
    await expect.poll(() => closed.mock.calls.length).toBe(1);
  });

  it('that breaks the connection midway fails the answer, and the text so far stays', async () => {
    serves(HELLO[format], 'breaks');
    const parts = await partsOf('http://model.example/v1', format);
    expect(parts.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe('Hello');
    expect(parts.at(-1)).toMatchObject({ type: 'failed', code: 'assistant_unavailable' });
  });

  it('that breaks the connection before the first token can be retried soon', async () => {
    serves([], 'breaks');
    expect(await partsOf('http://model.example/v1', format)).toEqual([
      { type: 'failed', code: 'assistant_unavailable', again: true },
    ]);
  });

  it('that cannot be reached can be retried soon', async () => {
    expect(await partsOf('http://127.0.0.1:9/v1', format)).toEqual([
      { type: 'failed', code: 'assistant_unavailable', again: true },
    ]);
  });
});
