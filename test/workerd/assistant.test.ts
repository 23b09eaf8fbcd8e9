import { describe, expect, it } from 'vitest';
import { isDurable } from '../../src/protocol/durable.ts';
import type { Frame } from '../../src/protocol/frames.ts';
import type { PollBody } from '../../src/protocol/rest.ts';
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
import { countAllRows } from './support/rooms.ts';
import { SseClient } from './support/sse-client.ts';
import { ask, newRoom, TestClient } from './support/test-client.ts';

describe.concurrent('an answer [R100][R103][R104][I13]', () => {
  it('comes after the question, word by word, and ends the same for everyone', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const follower = await SseClient.connect(room);
    const { seq, id: question } = await ann.post('@assistant help');
    const [answer] = await waitForAnswers(ann, ended);
    if (answer === undefined) throw new Error('no answer');
    expect(answer).toMatchObject({ seq: seq + 1, replyTo: question, user: { id: 'assistant' } });
    expect(answer.assistant).toMatchObject({ state: 'done', attempt: 1, provider: 'builtin' });
    expect(answer.text).toContain('not an AI model');
    for (const who of [ann, bob, follower]) {
      const [told] = await waitForAnswers(who, ended);
      expect(told).toEqual(answer);
      expect(wordsOf(who, answer.id, 1)).toBe(answer.text);
      expect(endingsOf(who, answer.id, 1)).toBe(1);
    }
    for (const { log } of [ann, bob]) {
      const seqs = log.filter(isDurable).map((frame) => frame.seq);
      expect(seqs, 'in log order').toEqual(seqs.toSorted((a, b) => a - b));
    }
    const deltas = bob.received.filter(({ type }) => type === 'assistant.delta');
    expect(deltas.length).toBeGreaterThan(5);
    expect((await history(room)).messages.at(-1)).toEqual(answer);
    await follower.leave();
  });

  it('is marked as an answer in welcome and in the facts', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const facts = { id: 'assistant', name: 'Assistant', trigger: 'mention', provider: 'builtin' };
    expect((await ann.waitForFrame('welcome')).assistant).toEqual(facts);
    expect(await (await ask(`/api/rooms/${room}`)).json()).toMatchObject({ assistant: facts });
  });

  it('is not requested without a mention, but is by a reply to one [R102]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('the assistants are out; write to me@assistant.example');
    const { id: asked } = await ann.post('@ASSISTANT, who is here?');
    const [answer] = await waitForAnswers(ann, ended);
    expect(answer).toMatchObject({ replyTo: asked });
    expect(answer?.text).toContain('Ann');
    await ann.post('and figures?', { replyTo: answer?.id });
    const answers = await waitForAnswers(ann, (all) => all.length === 2 && ended(all));
    expect(answers[1]?.text).toContain('online now: 1');
  });

  it('is seen by anyone who joins midway, over any transport', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('@assistant help');
    const { id } = await first(ann);
    await waitForWords(ann, id, 4);
    const bob = await TestClient.join(room, 'Bob');
    const follower = await SseClient.connect(room);
    const polled = (await (await ask(`/api/rooms/${room}/poll`)).json()) as PollBody;
    const order = bob.received.map(({ type }) => type);
    expect(order.indexOf('assistant.snapshot')).toBeLessThan(order.indexOf('live'));
    expect(polled.frames.at(-2)).toMatchObject({ type: 'assistant.snapshot', id, attempt: 1 });
    const [answer] = await waitForAnswers(ann, ended);
    for (const who of [bob, follower]) {
      await waitForAnswers(who, ended);
      expect(wordsOf(who, id, 1)).toBe(answer?.text);
      expect(answersTo(who)).toEqual(answersTo(ann));
    }
    await follower.leave();
  });

  it('is the same for everyone, whenever they join', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('@assistant help');
    const { id } = await first(ann);
    const joined: TestClient[] = [];
    while (!ended(answersTo(ann))) {
      joined.push(await TestClient.connect(room));
      await new Promise((resolve) => setTimeout(resolve, joined.length % 17));
    }
    const [answer] = await waitForAnswers(ann, ended);
    for (const person of joined) {
      const [told] = await waitForAnswers(person, ended);
      expect(told).toEqual(answer);
      // Clients that joined before the end got the whole text, starting from a snapshot.
      if (person.received.some(isOf(id, 'assistant.snapshot')))
        expect(wordsOf(person, id, 1)).toBe(answer?.text);
    }
    expect(
      joined.filter(({ received: heard }) => heard.some(isOf(id, 'assistant.snapshot'))).length,
    ).toBeGreaterThan(0);
  });

  it('reaches a polling client in a few pieces', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('@assistant connect');
    const { id } = await first(ann);
    await waitForWords(ann, id, 2);
    const heard: Frame[] = [];
    let since = ann.cursor;
    let polls = 0;
    while (!ended(answersTo({ received: heard }))) {
      const polled = await ask(`/api/rooms/${room}/poll?since=${since}&wait=25`);
      const { frames, cursor } = (await polled.json()) as PollBody;
      heard.push(...frames);
      since = cursor;
      polls += 1;
    }
    const portions = heard.filter(({ type }) => type === 'assistant.delta').length;
    expect(portions).toBeGreaterThan(polls);
    expect(polls).toBeGreaterThan(2);
    expect(answersTo({ received: heard })).toEqual(answersTo(ann));
  });

  it('is sent whole again in response to sync', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('@assistant help');
    const { id } = await first(ann);
    const before = await waitForWords(ann, id, 4);
    const from = ann.received.length;
    ann.send({ type: 'sync', since: ann.cursor });
    const snapshot = await ann.waitForFrameAfter(from, ({ type }) => type === 'assistant.snapshot');
    expect((snapshot as { text: string }).text.startsWith(before)).toBe(true);
    const [answer] = await waitForAnswers(ann, ended);
    expect(wordsOf(ann, id, 1)).toBe(answer?.text);
  });

  it('reaches a client that was away when it ended, by resume', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    await ann.post('@assistant help');
    await first(bob);
    const since = bob.cursor;
    bob.leave();
    await bob.waitForClose();
    await waitForAnswers(ann, ended);
    const again = await TestClient.join(room, 'Bob', since);
    expect((await again.waitForFrame('welcome')).mode).toBe('resumed');
    expect(answersTo(again)).toEqual(answersTo(ann));
  });

  it('continues when the person who asked leaves, but not when they delete the question [R107]', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    await ann.post('@assistant help');
    await first(ann);
    ann.leave();
    await ann.waitForClose();
    const [answer] = await waitForAnswers(bob, ended);
    expect(answer?.assistant.state).toBe('done');
    expect(answer?.text).toContain('recap');
    const { id } = await bob.post('@assistant help');
    const [, next] = await waitForAnswers(bob, (all) => all.length === 2);
    await waitForWords(bob, next?.id ?? '', 2);
    await bob.command({ type: 'delete', id });
    const answers = await waitForAnswers(bob, ended);
    expect(answers[1]?.assistant.state).toBe('stopped');
  });

  it('costs at most 15 rows', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('first, so that the database is there');
    const rows = await countAllRows(room);
    await ann.post('@assistant connect');
    await waitForAnswers(ann, ended);
    const { written } = await rows();
    // Two of them are the question; setting the alarm is one more, which SQL does not count.
    expect(written).toBeLessThanOrEqual(14);
    expect(written).toBeGreaterThan(5);
  });
});
