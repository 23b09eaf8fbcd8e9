// Stopping an answer and asking for it again, over every transport.
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import {
  answersTo,
  ended,
  endingsOf,
  first,
  history,
  isOf,
  waitForAnswers,
  waitForWords,
  wordsOf,
} from './support/answers.ts';
import { stubOf } from './support/rooms.ts';
import { ask, json, newRoom, session, TestClient } from './support/test-client.ts';

describe.concurrent('stopping [R105]', () => {
  it('works from another device, keeps the text so far, and ends the answer once', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const [desk, phone] = [await TestClient.join(room, who), await TestClient.join(room, who)];
    await desk.post('@assistant help');
    const { id } = await first(desk);
    await waitForWords(phone, id, 3);
    const stop = { type: 'assistant.stop', id, cid: 's1' };
    const ack = await phone.command(stop);
    expect(ack).toMatchObject({ type: 'ack', id });
    const [answer] = await waitForAnswers(desk, ended);
    expect(answer?.assistant.state).toBe('stopped');
    expect(answer?.version).toBe((ack as { seq: number }).seq);
    expect(answer?.text.startsWith(wordsOf(desk, id, 1))).toBe(true);
    // Again: the same cid gets the first answer, and another one finds nothing to do.
    const from = phone.received.length;
    phone.send(stop);
    const repeat = await phone.waitForFrameAfter(
      from,
      (frame) => 'cid' in frame && frame.cid === 's1',
    );
    expect(repeat).toEqual({ ...ack, duplicate: true });
    expect(await phone.command({ ...stop, cid: 's2' })).toMatchObject({ seq: answer?.version });
    // The next answer takes longer than the rest of this one would have.
    await desk.command({ type: 'message', text: '@assistant help', cid: 'next' });
    const [still] = await waitForAnswers(phone, (all) => all.length === 2 && ended(all));
    expect(still).toEqual(answer);
    expect(endingsOf(phone, id, 1)).toBe(1);
    const late = desk.received.slice(desk.received.findLastIndex(isOf(id, 'changed')));
    expect(late.filter(isOf(id, 'assistant.delta'))).toEqual([]);
  });

  it('does not refund the question: it counts against the day’s tokens [I16]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post(`@assistant help ${'with this '.repeat(30)}`);
    const { id } = await first(ann);
    await waitForWords(ann, id, 2);
    await ann.command({ type: 'assistant.stop', id, cid: 's1' });
    const [ask] = await runInDurableObject(stubOf(room), (_, { storage }) =>
      storage.sql.exec('SELECT tokens FROM asks').toArray(),
    );
    // The question alone is about a hundred tokens.
    expect(ask?.['tokens']).toBeGreaterThan(100);
  });

  it('can race with the last token: the answer ends once, and the room says how', async () => {
    const race = async (after: number) => {
      const room = newRoom();
      const ann = await TestClient.join(room, 'Ann');
      await ann.post('@assistant figures');
      const { id } = await first(ann);
      await waitForWords(ann, id, 9);
      await new Promise((resolve) => setTimeout(resolve, after));
      const [one, two] = await Promise.all([
        ann.command({ type: 'assistant.stop', id }),
        ann.command({ type: 'assistant.stop', id }),
      ]);
      const [answer] = await waitForAnswers(ann, ended);
      expect(['done', 'stopped']).toContain(answer?.assistant.state);
      expect([one, two]).toMatchObject([{ seq: answer?.version }, { seq: answer?.version }]);
      expect(endingsOf(ann, id, 1)).toBe(1);
      const { messages } = await history(room);
      expect(messages.at(-1)).toEqual(answer);
      return answer?.assistant.state;
    };
    const delays = Array.from({ length: 16 }, (_, i) => 100 + i * 50);
    const states = new Set(await Promise.all(delays.map(race)));
    expect(states.has('stopped')).toBe(true);
  });

  it('is only allowed for the person who asked', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const { id: question } = await ann.post('@assistant help');
    const { id } = await first(ann);
    for (const type of ['assistant.stop', 'assistant.regenerate'])
      expect(await bob.command({ type, id })).toMatchObject({ type: 'error', code: 'not_allowed' });
    expect(await ann.command({ type: 'assistant.stop', id: question })).toMatchObject({
      code: 'not_found',
    });
    const [answer] = await waitForAnswers(ann, ended);
    expect(answer?.assistant.state).toBe('done');
  });

  it('works by POST, and while the answer waits in the queue', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const ann = await TestClient.join(room, who);
    ann.send([
      { type: 'message', text: '@assistant help' },
      { type: 'message', text: '@assistant help again' },
    ]);
    const answers = await waitForAnswers(ann, (all) => all.length === 2);
    expect(answers.map(({ assistant }) => assistant.state)).toEqual(['running', 'queued']);
    const stop = { type: 'assistant.stop', id: answers[1]?.id };
    const response = await ask(`/api/rooms/${room}/frames`, json(stop, who.token));
    expect(await response.json()).toMatchObject([{ type: 'ack' }]);
    const after = await waitForAnswers(ann, ended);
    expect(after.map(({ assistant }) => assistant.state)).toEqual(['done', 'stopped']);
    expect(after[1]?.text).toBe('');
  });
});

describe.concurrent('asking again [R106]', () => {
  it('rewrites the same message, and the old text stays until the first new token', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('@assistant help');
    const [before] = await waitForAnswers(ann, ended);
    const from = ann.received.length;
    const again = { type: 'assistant.regenerate', id: before?.id, cid: 'r1' };
    const ack = await ann.command(again);
    expect(ack.type).toBe('ack');
    const changed = await ann.waitForFrameAfter(from, ({ type }) => type === 'changed');
    expect(changed).toMatchObject({
      message: { text: before?.text, assistant: { state: 'running', attempt: 2 } },
    });
    // What is in progress is not started twice.
    expect(await ann.command({ ...again, cid: 'r2' })).toMatchObject({ code: 'assistant_busy' });
    ann.send(again);
    const [answer] = await waitForAnswers(
      ann,
      (all) => all[0]?.assistant.attempt === 2 && ended(all),
    );
    expect(answer).toMatchObject({ id: before?.id, seq: before?.seq, text: before?.text });
    expect(wordsOf(ann, answer?.id ?? '', 2)).toBe(answer?.text);
    expect(ann.received.filter((frame) => 'cid' in frame && frame.cid === 'r1')).toMatchObject([
      { type: 'ack' },
      { type: 'ack', duplicate: true },
    ]);
  });

  it('is rejected when the question is gone', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const { id: question } = await ann.post('@assistant help');
    const [answer] = await waitForAnswers(ann, ended);
    await ann.command({ type: 'delete', id: question });
    expect(await ann.command({ type: 'assistant.regenerate', id: answer?.id })).toMatchObject({
      code: 'message_deleted',
    });
    expect(answersTo(ann)).toEqual([answer]);
  });
});
