import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Part } from '../../../../src/room/assistant/providers/provider.ts';
import { OPENAI_DONE } from '../../../support/model-server.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { answer, connect, REQUEST } from './world.ts';

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

describe('Workers AI', () => {
  const bound = (run: (model: string, inputs: object, options?: object) => Promise<unknown>) =>
    connect({ provider: 'workers-ai', model: '@cf/m', binding: { run } });
  const streamOf = (pieces: string[], cancelled = () => {}) =>
    new ReadableStream({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(piece));
      },
      cancel: cancelled,
    });

  it('is parsed in both of its response shapes', async () => {
    const usage = '"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}';
    for (const pieces of [
      [
        'data: {"response":"Hal"}\n\n',
        'data: {"response":"lo"}\n\n',
        `data: {"response":"","finish_reason":"stop",${usage}}\n\n`,
        OPENAI_DONE,
      ],
      [
        'data: {"choices":[{"delta":{"content":"Hal"}}]}\n\n',
        'data: {"choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}\n\n',
        `data: {"choices":[],${usage}}\n\n`,
        OPENAI_DONE,
      ],
    ]) {
      const asked: unknown[] = [];
      const provider = bound((...args) => {
        asked.push(args);
        return Promise.resolve(streamOf(pieces));
      });
      expect(await answer(provider)).toMatchObject({
        text: 'Hallo',
        last: { type: 'end', usage: { tokensIn: 3, tokensOut: 2 } },
      });
      expect(asked).toMatchObject([['@cf/m', { stream: true, max_tokens: 100 }, {}]]);
    }
  });

  it('is told when the answer is no longer wanted', async () => {
    let cancelled = false;
    const stream = new ReadableStream({
      pull: (controller) =>
        controller.enqueue(new TextEncoder().encode('data: {"response":"la"}\n\n')),
      cancel: () => {
        cancelled = true;
      },
    });
    const provider = bound(() => Promise.resolve(stream));
    for await (const part of provider.answer(REQUEST, new AbortController().signal))
      if (part.type === 'text') break;
    await waitFor(() => expect(cancelled).toBe(true));
  });

  it.each([
    ['3040: Capacity temporarily exceeded, please try again.', 'assistant_busy', true],
    // A retry before tomorrow cannot help.
    ['3036: You have used up your daily free allocation', 'assistant_unavailable', false],
    [
      '4006: you have used up your daily free allocation of 10,000 neurons',
      'assistant_unavailable',
      false,
    ],
    ['5007: No such model @cf/m', 'assistant_unavailable', false],
    ['3030: input too long', 'assistant_too_long', false],
    ['5021: exceeded this model context window limit', 'assistant_too_long', false],
    ['an unknown error', 'assistant_unavailable', true],
  ])('may refuse: %s', async (words, code, again) => {
    const provider = bound(() => Promise.reject(new Error(words)));
    expect((await answer(provider)).last).toEqual({ type: 'failed', code, again });
  });

  it('is told to stop while it is silent, and before it has responded', async () => {
    for (const isAnswered of [true, false]) {
      let cancelled = false;
      const stream = new ReadableStream({
        start: (controller) =>
          controller.enqueue(new TextEncoder().encode('data: {"response":"la"}\n\n')),
        cancel: () => {
          cancelled = true;
        },
      });
      const reply = Promise.withResolvers<unknown>();
      const abort = new AbortController();
      const parts: Part[] = [];
      const done = (async () => {
        const provider = bound(() => reply.promise);
        for await (const part of provider.answer(REQUEST, abort.signal)) parts.push(part);
      })();
      if (isAnswered) {
        reply.resolve(stream);
        await waitFor(() => expect(parts).toHaveLength(1));
      }
      abort.abort();
      reply.resolve(stream);
      await done;
      await waitFor(() => expect(cancelled).toBe(true));
      expect(parts).toEqual(isAnswered ? [{ type: 'text', text: 'la' }] : []);
    }
  });

  it.each(['', '"usage":{}', '"usage":{"prompt_tokens":"twelve","completion_tokens":-5}'])(
    'is charged an estimate when it reports no usage, or an invalid one: %s',
    async (usage) => {
      const end = `data: {"response":"la","finish_reason":"stop"${usage && `,${usage}`}}\n\n`;
      const provider = bound(() => Promise.resolve(streamOf([end, OPENAI_DONE])));
      expect((await answer(provider)).last).toEqual({ type: 'end', usage: {} });
    },
  );
});
