import { describe, expect, it } from 'vitest';
import { anthropic, sends } from '../../../support/model-server.ts';
import { answer, connect, KEY, modelServer, REQUEST } from './world.ts';

const server = modelServer();

const claude = () =>
  connect({ provider: 'anthropic', model: 'm', baseUrl: `${server().url}/v1`, apiKey: KEY });

const CLAUDE = [
  anthropic('message_start', {
    message: {
      id: 'm1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      usage: { input_tokens: 20, output_tokens: 1 },
    },
  }),
  anthropic('ping'),
  anthropic('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  anthropic('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Bonjour' } }),
  anthropic('ping'),
];
const CLAUDE_END = (reason: string) => [
  anthropic('content_block_stop', { index: 0 }),
  anthropic('message_delta', { delta: { stop_reason: reason }, usage: { output_tokens: 4 } }),
  anthropic('message_stop'),
];

describe('Anthropic', () => {
  it('is called in its own format, and its answer is parsed', async () => {
    server().behaves(sends([...CLAUDE, ...CLAUDE_END('end_turn')]));
    expect(await answer(claude())).toMatchObject({
      text: 'Bonjour',
      last: { type: 'end', usage: { tokensIn: 20, tokensOut: 4 } },
    });
    const [asked] = server().asked;
    expect(asked?.url).toBe('/v1/messages');
    expect(asked?.headers['x-api-key']).toBe(KEY);
    expect(asked?.body).toMatchObject({ max_tokens: 100, system: [{ text: REQUEST.system }] });
  });

  it('may refuse without any text', async () => {
    server().behaves(
      sends([
        ...CLAUDE.slice(0, 1),
        anthropic('message_delta', {
          delta: { stop_reason: 'refusal' },
          usage: { output_tokens: 0 },
        }),
        anthropic('message_stop'),
      ]),
    );
    expect(await answer(claude())).toMatchObject({ text: '', last: { code: 'assistant_refused' } });
  });

  it('may fail after some text', async () => {
    server().behaves(
      sends([
        ...CLAUDE,
        anthropic('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
      ]),
    );
    expect(await answer(claude())).toMatchObject({
      text: 'Bonjour',
      last: { code: 'assistant_busy' },
    });
  });

  it('is parsed correctly wherever its bytes are split', async () => {
    const bytes = new TextEncoder().encode([...CLAUDE, ...CLAUDE_END('end_turn')].join(''));
    const provider = claude();
    for (let at = 1; at < bytes.length; at += 37) {
      server().behaves(sends([bytes.slice(0, at), bytes.slice(at)]));
      expect((await answer(provider)).text).toBe('Bonjour');
    }
  });
});
