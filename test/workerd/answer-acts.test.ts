// Stops, retries, edits and deletions while an answer waits or is written, step by step.
import { describe, expect, it } from 'vitest';
import { answersTo, endingsOf, only, states, wordsOf } from './support/answers.ts';
import { onStage, type Stage } from './support/stage.ts';

const DONE = { type: 'end' } as const;
const BUSY = { type: 'failed', code: 'assistant_busy', again: true } as const;

describe.concurrent('stopping and asking again [R105][R106]', () => {
  it('keeps all the text that arrived, and everyone gets all of it before the end', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once', ' upon', ' a');
      const { id } = only(stage);
      expect(wordsOf(stage, id, 1)).toBe('Once');
      stage.performs('Ann', { type: 'assistant.stop', id });
      expect(only(stage)).toMatchObject({ text: 'Once upon a', assistant: { state: 'stopped' } });
      expect(wordsOf(stage, id, 1)).toBe('Once upon a');
      expect(stage.heard.at(-1)?.type).toBe('changed');
      expect(stage.clock.pending).toBe(0);
    }));

  it('wins over an end that is not yet delivered, and loses to one that is', () =>
    onStage(async (stage) => {
      const stop = (name: string) => {
        const id = answersTo(stage).at(-1)?.id ?? '';
        const stopped = stage.performs(name, { type: 'assistant.stop', id });
        return stopped.ok ? stopped.value.ack.seq : stopped.fault;
      };
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once');
      stage.puppet.say(' upon a time.', DONE);
      const seq = stop('Ann');
      await stage.clock.turn(60_000);
      const stopped = only(stage);
      expect(stopped).toMatchObject({
        text: 'Once',
        version: seq,
        assistant: { state: 'stopped' },
      });
      expect(stop('Ann')).toBe(seq);
      expect(only(stage)).toEqual(stopped);
      stage.says('Bob', '@Assistant hello');
      await stage.hears('Once upon a time.', DONE);
      const done = answersTo(stage)[1];
      expect([stop('Bob'), stop('Bob')]).toEqual([done?.version, done?.version]);
      expect(answersTo(stage)).toEqual([stopped, done]);
      expect(states(stage)).toEqual(['stopped', 'done']);
      expect(answersTo(stage).map(({ id }) => endingsOf(stage, id, 1))).toEqual([1, 1]);
    }));

  it('works before the first token, and the provider request is aborted', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears({ ...BUSY, retryAfterMs: 7000 });
      const { id } = only(stage);
      expect(stage.performs('Ann', { type: 'assistant.stop', id })).toMatchObject({ ok: true });
      await stage.clock.turn(60_000);
      expect(states(stage)).toEqual(['stopped']);
      expect(stage.puppet.requests).toHaveLength(1);
      expect(stage.clock.pending).toBe(0);
    }));

  it('in one turn discards late text of the previous attempt', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once');
      const { id } = only(stage);
      stage.performs('Ann', { type: 'assistant.stop', id });
      stage.performs('Ann', { type: 'assistant.regenerate', id });
      stage.puppet.sayLate(' upon', ' a time', DONE);
      await stage.clock.turn(1000);
      expect(states(stage)).toEqual(['running']);
      await stage.hears('Again', DONE);
      expect(stage.puppet.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
      expect(only(stage)).toMatchObject({
        text: 'Again',
        assistant: { state: 'done', attempt: 2 },
      });
      expect(wordsOf(stage, id, 1)).toBe('Once');
      expect(wordsOf(stage, id, 2)).toBe('Again');
    }));

  it('is rejected in a full room, and changes nothing', () =>
    onStage(
      async (stage) => {
        stage.says('Ann', '@Assistant hello');
        await stage.hears('Once', DONE);
        const before = only(stage);
        const again = { type: 'assistant.regenerate', id: before.id } as const;
        expect(stage.performs('Ann', again)).toMatchObject({ fault: { code: 'storage_full' } });
        expect(only(stage)).toEqual(before);
        expect(stage.puppet.requests).toHaveLength(1);
      },
      { storageMegabytes: 0 },
    ));
});

describe.concurrent('a question that changes [R107]', () => {
  const two = (stage: Stage) => {
    const [first, second] = ['Ann', 'Bob'].map((name) => stage.says(name, `@Assistant ${name}`));
    if (first === undefined || second === undefined) throw new Error('nobody');
    expect(states(stage)).toEqual(['running', 'queued']);
    return { first, second };
  };

  it('is sent once, as it reads when its turn comes', () =>
    onStage(async (stage) => {
      const { first, second } = two(stage);
      stage.does('Ann', { type: 'edit', id: first.id, text: '@Assistant late' });
      stage.does('Bob', { type: 'edit', id: second.id, text: '@Assistant in time' });
      await stage.hears('one', DONE);
      await stage.hears('two', DONE);
      expect(stage.puppet.requests.map(({ question }) => question)).toEqual(['Ann', 'in time']);
      expect(answersTo(stage).map(({ text }) => text)).toEqual(['one', 'two']);
    }));

  it('is not answered any further once it is deleted, whether its answer is being written or waits', () =>
    onStage(async (stage) => {
      const { first, second } = two(stage);
      await stage.hears('Once');
      stage.does('Ann', { type: 'delete', id: first.id });
      expect(states(stage)).toEqual(['stopped', 'running']);
      expect(stage.puppet.signals[0]?.aborted).toBe(true);
      stage.says('Cid', '@Assistant and me?');
      stage.does('Bob', { type: 'delete', id: second.id });
      await stage.hears('three', DONE);
      expect(states(stage)).toEqual(['stopped', 'stopped', 'done']);
      expect(answersTo(stage).map(({ text }) => text)).toEqual(['Once', '', 'three']);
      expect(stage.puppet.requests.map(({ question }) => question)).toEqual(['Ann', 'and me?']);
    }));
});

describe.concurrent('an answer that the person who asked deletes [R113]', () => {
  it('is gone for everyone, and cannot be requested again', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once', DONE);
      const { id } = only(stage);
      stage.deletes('Ann', id);
      expect(only(stage)).toMatchObject({ text: '', deleted: true });
      const again = stage.performs('Ann', { type: 'assistant.regenerate', id });
      expect(again).toMatchObject({ fault: { code: 'message_deleted' } });
      stage.says('Ann', '@Assistant what did you say?');
      await stage.hears();
      const given = JSON.stringify(stage.puppet.requests.at(-1)?.turns);
      expect(given).not.toContain('Once');
    }));

  it('is stopped first while it is written, and while it waits', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      stage.says('Bob', '@Assistant hello');
      await stage.hears('Once');
      const [written, waiting] = answersTo(stage);
      stage.deletes('Bob', waiting?.id ?? '');
      stage.deletes('Ann', written?.id ?? '');
      expect(states(stage)).toEqual(['stopped', 'stopped']);
      expect(answersTo(stage).map(({ text, deleted }) => [text, deleted])).toEqual([
        ['', true],
        ['', true],
      ]);
      expect(stage.puppet.signals.map(({ aborted }) => aborted)).toEqual([true]);
      stage.puppet.say('late', DONE);
      await stage.clock.turn(60_000);
      expect(answersTo(stage).map(({ text }) => text)).toEqual(['', '']);
      expect(endingsOf(stage, written?.id ?? '', 1)).toBe(1);
    }));

  it('cannot be deleted by anyone else', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once');
      const { id } = only(stage);
      expect(() => stage.deletes('Bob', id)).toThrow('not_allowed');
      await stage.hears(' upon', DONE);
      expect(only(stage)).toMatchObject({ text: 'Once upon', assistant: { state: 'done' } });
    }));
});

describe.concurrent('the queue [R107]', () => {
  it('continues when the current answer is stopped or fails, or its room crashes', () =>
    onStage(async (stage) => {
      for (const name of ['Ann', 'Bob', 'Cid', 'Dan']) stage.says(name, `@Assistant ${name}`);
      await stage.hears();
      const [first] = answersTo(stage);
      stage.performs('Ann', { type: 'assistant.stop', id: first?.id ?? '' });
      expect(states(stage)).toEqual(['stopped', 'running', 'queued', 'queued']);
      await stage.hears({ type: 'failed', code: 'assistant_refused' });
      expect(states(stage)).toEqual(['stopped', 'failed', 'running', 'queued']);
      const before = stage.puppet;
      stage.crash();
      expect(states(stage)).toEqual(['stopped', 'failed', 'interrupted', 'running']);
      await stage.hears('last', DONE);
      expect(states(stage)).toEqual(['stopped', 'failed', 'interrupted', 'done']);
      const asked = [...before.requests, ...stage.puppet.requests];
      expect(asked.map(({ question }) => question)).toEqual(['Ann', 'Bob', 'Cid', 'Dan']);
    }));
});

it('a question is remembered for a day and no longer [R107]', () =>
  onStage(
    async (stage) => {
      const asks = async () => {
        stage.says('Ann', '@Assistant hello');
        await stage.hears('Hello', DONE);
        return [states(stage).at(-1), stage.asks];
      };
      const day = 24 * 3600 * 1000;
      expect(await asks()).toEqual(['done', 1]);
      await stage.clock.turn(1000);
      expect(await asks()).toEqual(['done', 2]);
      await stage.clock.turn(day - 1001);
      expect(await asks()).toEqual(['failed', 2]);
      await stage.clock.turn(1);
      expect(await asks()).toEqual(['done', 2]);
    },
    { env: { AI_ROOM_PER_DAY: '2' } },
  ));

it('reactions added while an answer waits or is written stay, in frames and on disk', () =>
  onStage(async (stage) => {
    stage.says('Ann', '@Assistant hello');
    stage.says('Bob', '@Assistant hello');
    const [, waiting] = answersTo(stage);
    const id = waiting?.id ?? '';
    const reactsWith = (emoji: string) => stage.does('Cid', { type: 'react', id, emoji, on: true });
    const reactions = () => Object.keys(answersTo(stage)[1]?.reactions ?? {});
    reactsWith('👀');
    await stage.hears('one', DONE);
    expect(reactions()).toEqual(['👀']);
    reactsWith('👍');
    await stage.hears('two', DONE);
    expect([...states(stage), ...reactions()]).toEqual(['done', 'done', '👀', '👍']);
    stage.performs('Bob', { type: 'assistant.regenerate', id });
    await stage.hears('three', DONE);
    expect(answersTo(stage)[1]).toMatchObject({ text: 'three', assistant: { attempt: 2 } });
    expect(reactions()).toEqual(['👀', '👍']);
  }));

it('the assistant does not answer its own messages when every message asks [R102]', () =>
  onStage(
    async (stage) => {
      stage.says('Ann', 'hello');
      await stage.hears('hello yourself', DONE);
      expect(states(stage)).toEqual(['done']);
      expect(stage.requests).toBe(1);
    },
    { env: { AI_TRIGGER: 'always' } },
  ));
