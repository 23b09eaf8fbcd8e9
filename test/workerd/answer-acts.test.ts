// Stops, retries, edits and deletions while an answer waits or is written, step by step.
import { describe, expect, it } from 'vitest';
import { answersTo, endingsOf, only, states, wordsOf } from './support/answers.ts';
import { type AssistantHarness, withAssistant } from './support/assistant-harness.ts';

const DONE = { type: 'end' } as const;
const BUSY = { type: 'failed', code: 'assistant_busy', again: true } as const;

describe.concurrent('stopping and asking again [R105][R106]', () => {
  it('keeps all the text that arrived, and everyone gets all of it before the end', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once', ' upon', ' a');
      const { id } = only(harness);
      expect(wordsOf(harness, id, 1)).toBe('Once');
      harness.perform('Ann', { type: 'assistant.stop', id });
      expect(only(harness)).toMatchObject({ text: 'Once upon a', assistant: { state: 'stopped' } });
      expect(wordsOf(harness, id, 1)).toBe('Once upon a');
      expect(harness.received.at(-1)?.type).toBe('changed');
      expect(harness.clock.pending).toBe(0);
    }));

  it('wins over an end that is not yet delivered, and loses to one that is', () =>
    withAssistant(async (harness) => {
      const stop = (name: string) => {
        const id = answersTo(harness).at(-1)?.id ?? '';
        const stopped = harness.perform(name, { type: 'assistant.stop', id });
        return stopped.ok ? stopped.value.ack.seq : stopped.fault;
      };
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once');
      harness.provider.say(' upon a time.', DONE);
      const seq = stop('Ann');
      await harness.clock.advance(60_000);
      const stopped = only(harness);
      expect(stopped).toMatchObject({
        text: 'Once',
        version: seq,
        assistant: { state: 'stopped' },
      });
      expect(stop('Ann')).toBe(seq);
      expect(only(harness)).toEqual(stopped);
      harness.post('Bob', '@Assistant hello');
      await harness.provide('Once upon a time.', DONE);
      const done = answersTo(harness)[1];
      expect([stop('Bob'), stop('Bob')]).toEqual([done?.version, done?.version]);
      expect(answersTo(harness)).toEqual([stopped, done]);
      expect(states(harness)).toEqual(['stopped', 'done']);
      expect(answersTo(harness).map(({ id }) => endingsOf(harness, id, 1))).toEqual([1, 1]);
    }));

  it('works before the first token, and the provider request is aborted', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide({ ...BUSY, retryAfterMs: 7000 });
      const { id } = only(harness);
      expect(harness.perform('Ann', { type: 'assistant.stop', id })).toMatchObject({ ok: true });
      await harness.clock.advance(60_000);
      expect(states(harness)).toEqual(['stopped']);
      expect(harness.provider.requests).toHaveLength(1);
      expect(harness.clock.pending).toBe(0);
    }));

  it('in one turn discards late text of the previous attempt', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once');
      const { id } = only(harness);
      harness.perform('Ann', { type: 'assistant.stop', id });
      harness.perform('Ann', { type: 'assistant.regenerate', id });
      harness.provider.sayLate(' upon', ' a time', DONE);
      await harness.clock.advance(1000);
      expect(states(harness)).toEqual(['running']);
      await harness.provide('Again', DONE);
      expect(harness.provider.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
      expect(only(harness)).toMatchObject({
        text: 'Again',
        assistant: { state: 'done', attempt: 2 },
      });
      expect(wordsOf(harness, id, 1)).toBe('Once');
      expect(wordsOf(harness, id, 2)).toBe('Again');
    }));

  it('is rejected in a full room, and changes nothing', () =>
    withAssistant(
      async (harness) => {
        harness.post('Ann', '@Assistant hello');
        await harness.provide('Once', DONE);
        const before = only(harness);
        const again = { type: 'assistant.regenerate', id: before.id } as const;
        expect(harness.perform('Ann', again)).toMatchObject({ fault: { code: 'storage_full' } });
        expect(only(harness)).toEqual(before);
        expect(harness.provider.requests).toHaveLength(1);
      },
      { storageMegabytes: 0 },
    ));
});

describe.concurrent('a question that changes [R107]', () => {
  const two = (harness: AssistantHarness) => {
    const [first, second] = ['Ann', 'Bob'].map((name) => harness.post(name, `@Assistant ${name}`));
    if (first === undefined || second === undefined) throw new Error('nobody');
    expect(states(harness)).toEqual(['running', 'queued']);
    return { first, second };
  };

  it('is sent once, as it reads when its turn comes', () =>
    withAssistant(async (harness) => {
      const { first, second } = two(harness);
      harness.execute('Ann', { type: 'edit', id: first.id, text: '@Assistant late' });
      harness.execute('Bob', { type: 'edit', id: second.id, text: '@Assistant in time' });
      await harness.provide('one', DONE);
      await harness.provide('two', DONE);
      expect(harness.provider.requests.map(({ question }) => question)).toEqual(['Ann', 'in time']);
      expect(answersTo(harness).map(({ text }) => text)).toEqual(['one', 'two']);
    }));

  it('is not answered any further once it is deleted, whether its answer is being written or waits', () =>
    withAssistant(async (harness) => {
      const { first, second } = two(harness);
      await harness.provide('Once');
      harness.execute('Ann', { type: 'delete', id: first.id });
      expect(states(harness)).toEqual(['stopped', 'running']);
      expect(harness.provider.signals[0]?.aborted).toBe(true);
      harness.post('Cid', '@Assistant and me?');
      harness.execute('Bob', { type: 'delete', id: second.id });
      await harness.provide('three', DONE);
      expect(states(harness)).toEqual(['stopped', 'stopped', 'done']);
      expect(answersTo(harness).map(({ text }) => text)).toEqual(['Once', '', 'three']);
      expect(harness.provider.requests.map(({ question }) => question)).toEqual(['Ann', 'and me?']);
    }));
});

describe.concurrent('an answer that the person who asked deletes [R113]', () => {
  it('is gone for everyone, and cannot be requested again', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once', DONE);
      const { id } = only(harness);
      harness.delete('Ann', id);
      expect(only(harness)).toMatchObject({ text: '', deleted: true });
      const again = harness.perform('Ann', { type: 'assistant.regenerate', id });
      expect(again).toMatchObject({ fault: { code: 'message_deleted' } });
      harness.post('Ann', '@Assistant what did you say?');
      await harness.provide();
      const given = JSON.stringify(harness.provider.requests.at(-1)?.turns);
      expect(given).not.toContain('Once');
    }));

  it('is stopped first while it is written, and while it waits', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      harness.post('Bob', '@Assistant hello');
      await harness.provide('Once');
      const [written, waiting] = answersTo(harness);
      harness.delete('Bob', waiting?.id ?? '');
      harness.delete('Ann', written?.id ?? '');
      expect(states(harness)).toEqual(['stopped', 'stopped']);
      expect(answersTo(harness).map(({ text, deleted }) => [text, deleted])).toEqual([
        ['', true],
        ['', true],
      ]);
      expect(harness.provider.signals.map(({ aborted }) => aborted)).toEqual([true]);
      harness.provider.say('late', DONE);
      await harness.clock.advance(60_000);
      expect(answersTo(harness).map(({ text }) => text)).toEqual(['', '']);
      expect(endingsOf(harness, written?.id ?? '', 1)).toBe(1);
    }));

  it('cannot be deleted by anyone else', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once');
      const { id } = only(harness);
      expect(() => harness.delete('Bob', id)).toThrow('not_allowed');
      await harness.provide(' upon', DONE);
      expect(only(harness)).toMatchObject({ text: 'Once upon', assistant: { state: 'done' } });
    }));
});

describe.concurrent('the queue [R107]', () => {
  it('continues when the current answer is stopped or fails, or its room crashes', () =>
    withAssistant(async (harness) => {
      for (const name of ['Ann', 'Bob', 'Cid', 'Dan']) harness.post(name, `@Assistant ${name}`);
      await harness.provide();
      const [first] = answersTo(harness);
      harness.perform('Ann', { type: 'assistant.stop', id: first?.id ?? '' });
      expect(states(harness)).toEqual(['stopped', 'running', 'queued', 'queued']);
      await harness.provide({ type: 'failed', code: 'assistant_refused' });
      expect(states(harness)).toEqual(['stopped', 'failed', 'running', 'queued']);
      const before = harness.provider;
      harness.crash();
      expect(states(harness)).toEqual(['stopped', 'failed', 'interrupted', 'running']);
      await harness.provide('last', DONE);
      expect(states(harness)).toEqual(['stopped', 'failed', 'interrupted', 'done']);
      const asked = [...before.requests, ...harness.provider.requests];
      expect(asked.map(({ question }) => question)).toEqual(['Ann', 'Bob', 'Cid', 'Dan']);
    }));
});

it('a question is remembered for a day and no longer [R107]', () =>
  withAssistant(
    async (harness) => {
      const asks = async () => {
        harness.post('Ann', '@Assistant hello');
        await harness.provide('Hello', DONE);
        return [states(harness).at(-1), harness.asks];
      };
      const day = 24 * 3600 * 1000;
      expect(await asks()).toEqual(['done', 1]);
      await harness.clock.advance(1000);
      expect(await asks()).toEqual(['done', 2]);
      await harness.clock.advance(day - 1001);
      expect(await asks()).toEqual(['failed', 2]);
      await harness.clock.advance(1);
      expect(await asks()).toEqual(['done', 2]);
    },
    { env: { AI_ROOM_PER_DAY: '2' } },
  ));

it('reactions added while an answer waits or is written stay, in frames and on disk', () =>
  withAssistant(async (harness) => {
    harness.post('Ann', '@Assistant hello');
    harness.post('Bob', '@Assistant hello');
    const [, waiting] = answersTo(harness);
    const id = waiting?.id ?? '';
    const reactsWith = (emoji: string) =>
      harness.execute('Cid', { type: 'react', id, emoji, on: true });
    const reactions = () => Object.keys(answersTo(harness)[1]?.reactions ?? {});
    reactsWith('👀');
    await harness.provide('one', DONE);
    expect(reactions()).toEqual(['👀']);
    reactsWith('👍');
    await harness.provide('two', DONE);
    expect([...states(harness), ...reactions()]).toEqual(['done', 'done', '👀', '👍']);
    harness.perform('Bob', { type: 'assistant.regenerate', id });
    await harness.provide('three', DONE);
    expect(answersTo(harness)[1]).toMatchObject({ text: 'three', assistant: { attempt: 2 } });
    expect(reactions()).toEqual(['👀', '👍']);
  }));

it('the assistant does not answer its own messages when every message asks [R102]', () =>
  withAssistant(
    async (harness) => {
      harness.post('Ann', 'hello');
      await harness.provide('hello yourself', DONE);
      expect(states(harness)).toEqual(['done']);
      expect(harness.requests).toBe(1);
    },
    { env: { AI_TRIGGER: 'always' } },
  ));
