import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import type { Frame } from '../../src/protocol/frames.ts';
import type { HistoryBody, PollBody } from '../../src/protocol/rest.ts';
import { answersBecome, answersTo, endingsOf, hasHeard, wordsOf } from './support/answers.ts';
import { Follower } from './support/events.ts';
import { ask, json, newRoom, Person, session } from './support/people.ts';
import { countAllRows, stubOf } from './support/rooms.ts';
import { Wanderer } from './support/wanderer.ts';

const history = async (room: string): Promise<HistoryBody> =>
  (await ask(`/api/rooms/${room}/messages?limit=20`)).json();

const ended = (answers: readonly { assistant: { state: string } }[]): boolean =>
  answers.length > 0 &&
  answers.every(({ assistant }) => !['queued', 'running'].includes(assistant.state));

/** Frames of a type that are about one answer. */
const isOf = (id: string, type: Frame['type']) => (frame: Frame) =>
  frame.type === type &&
  id ===
    ('message' in frame && typeof frame.message === 'object'
      ? frame.message.id
      : 'id' in frame
        ? frame.id
        : '');

const first = async (person: Person) => {
  const [answer] = await answersBecome(person, (answers) => answers.length > 0);
  if (answer === undefined) throw new Error('no answer');
  return answer;
};

describe.concurrent('an answer [R100][R103][R104][I13]', () => {
  it('takes its place behind the question, comes word by word, and ends the same for everyone', async () => {
    const room = newRoom();
    const [ann, bob] = [await Person.join(room, 'Ann'), await Person.join(room, 'Bob')];
    const follower = await Follower.follow(room);
    const { seq, id: question } = await ann.says('@assistant help');
    const [answer] = await answersBecome(ann, ended);
    if (answer === undefined) throw new Error('no answer');
    expect(answer).toMatchObject({ seq: seq + 1, replyTo: question, user: { id: 'assistant' } });
    expect(answer.assistant).toMatchObject({ state: 'done', attempt: 1, provider: 'builtin' });
    expect(answer.text).toContain('not an AI model');
    for (const who of [ann, bob, follower]) {
      const [told] = await answersBecome(who, ended);
      expect(told).toEqual(answer);
      expect(wordsOf(who, answer.id, 1)).toBe(answer.text);
      expect(endingsOf(who, answer.id, 1)).toBe(1);
    }
    const deltas = bob.heard.filter(({ type }) => type === 'assistant.delta');
    expect(deltas.length).toBeGreaterThan(5);
    expect((await history(room)).messages.at(-1)).toEqual(answer);
    await follower.leave();
  });

  it('is told in welcome and in the facts, as what it is', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    const facts = { id: 'assistant', name: 'Assistant', trigger: 'mention', provider: 'builtin' };
    expect((await ann.hears('welcome')).assistant).toEqual(facts);
    expect(await (await ask(`/api/rooms/${room}`)).json()).toMatchObject({ assistant: facts });
  });

  it('is not asked for by those who do not name it, and is by a reply to it [R102]', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('the assistants are out; write to me@assistant.example');
    const { id: asked } = await ann.says('@ASSISTANT, who is here?');
    const [answer] = await answersBecome(ann, ended);
    expect(answer).toMatchObject({ replyTo: asked });
    expect(answer?.text).toContain('Ann');
    await ann.says('and figures?', { replyTo: answer?.id });
    const answers = await answersBecome(ann, (all) => all.length === 2 && ended(all));
    expect(answers[1]?.text).toContain('online now: 1');
  });

  it('is seen by whoever joins in the middle, from any transport', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('@assistant help');
    const { id } = await first(ann);
    await hasHeard(ann, id, 4);
    const bob = await Person.join(room, 'Bob');
    const follower = await Follower.follow(room);
    const polled = (await (await ask(`/api/rooms/${room}/poll`)).json()) as PollBody;
    const order = bob.heard.map(({ type }) => type);
    expect(order.indexOf('assistant.snapshot')).toBeLessThan(order.indexOf('live'));
    expect(polled.frames.at(-2)).toMatchObject({ type: 'assistant.snapshot', id, attempt: 1 });
    const [answer] = await answersBecome(ann, ended);
    for (const who of [bob, follower]) {
      await answersBecome(who, ended);
      expect(wordsOf(who, id, 1)).toBe(answer?.text);
      expect(answersTo(who)).toEqual(answersTo(ann));
    }
    await follower.leave();
  });

  it('is the same for whoever joins, at whatever instant', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('@assistant help');
    const { id } = await first(ann);
    const joined: Person[] = [];
    while (!ended(answersTo(ann))) {
      joined.push(await Person.connect(room));
      await new Promise((resolve) => setTimeout(resolve, joined.length % 17));
    }
    const [answer] = await answersBecome(ann, ended);
    for (const person of joined) {
      const [told] = await answersBecome(person, ended);
      expect(told).toEqual(answer);
      // Who came before the end heard all the words, from a snapshot on.
      if (person.heard.some(isOf(id, 'assistant.snapshot')))
        expect(wordsOf(person, id, 1)).toBe(answer?.text);
    }
    expect(
      joined.filter(({ heard }) => heard.some(isOf(id, 'assistant.snapshot'))).length,
    ).toBeGreaterThan(0);
  });

  it('comes to who polls in a few portions', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('@assistant connect');
    const { id } = await first(ann);
    await hasHeard(ann, id, 2);
    const heard: Frame[] = [];
    let since = ann.cursor;
    let polls = 0;
    while (!ended(answersTo({ heard }))) {
      const polled = await ask(`/api/rooms/${room}/poll?since=${since}&wait=25`);
      const { frames, cursor } = (await polled.json()) as PollBody;
      heard.push(...frames);
      since = cursor;
      polls += 1;
    }
    const portions = heard.filter(({ type }) => type === 'assistant.delta').length;
    expect(portions).toBeGreaterThan(polls);
    expect(polls).toBeGreaterThan(2);
    expect(answersTo({ heard })).toEqual(answersTo(ann));
  });

  it('is there again, whole, for who asks for sync', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('@assistant help');
    const { id } = await first(ann);
    const before = await hasHeard(ann, id, 4);
    const from = ann.heard.length;
    ann.send({ type: 'sync', since: ann.cursor });
    const snapshot = await ann.hearsAfter(from, ({ type }) => type === 'assistant.snapshot');
    expect((snapshot as { text: string }).text.startsWith(before)).toBe(true);
    const [answer] = await answersBecome(ann, ended);
    expect(wordsOf(ann, id, 1)).toBe(answer?.text);
  });

  it('reaches who was away when it ended, by resume', async () => {
    const room = newRoom();
    const [ann, bob] = [await Person.join(room, 'Ann'), await Person.join(room, 'Bob')];
    await ann.says('@assistant help');
    await first(bob);
    const since = bob.cursor;
    bob.leave();
    await bob.isClosed();
    await answersBecome(ann, ended);
    const again = await Person.join(room, 'Bob', since);
    expect((await again.hears('welcome')).mode).toBe('resumed');
    expect(answersTo(again)).toEqual(answersTo(ann));
  });

  it('outlives who asked, and what they asked', async () => {
    const room = newRoom();
    const [ann, bob] = [await Person.join(room, 'Ann'), await Person.join(room, 'Bob')];
    const { id } = await ann.says('@assistant help');
    await first(ann);
    await ann.does({ type: 'delete', id });
    ann.leave();
    await ann.isClosed();
    const [answer] = await answersBecome(bob, ended);
    expect(answer?.assistant.state).toBe('done');
    expect(answer?.text).toContain('recap');
  });

  it('costs at most 15 rows', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('first, so that the database is there');
    const rows = await countAllRows(room);
    await ann.says('@assistant connect');
    await answersBecome(ann, ended);
    const { written } = await rows();
    // Two of them are the question; setting the alarm is one more, which SQL does not see.
    expect(written).toBeLessThanOrEqual(14);
    expect(written).toBeGreaterThan(5);
  });
});

describe.concurrent('stopping [R105]', () => {
  it('works from another device, keeps what there is, and ends once', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const [desk, phone] = [await Person.join(room, who), await Person.join(room, who)];
    await desk.says('@assistant help');
    const { id } = await first(desk);
    await hasHeard(phone, id, 3);
    const stop = { type: 'assistant.stop', id, cid: 's1' };
    const ack = await phone.does(stop);
    expect(ack).toMatchObject({ type: 'ack', id });
    const [answer] = await answersBecome(desk, ended);
    expect(answer?.assistant.state).toBe('stopped');
    expect(answer?.version).toBe((ack as { seq: number }).seq);
    expect(answer?.text.startsWith(wordsOf(desk, id, 1))).toBe(true);
    // Again: under the same cid the first answer, under another one nothing to do.
    const from = phone.heard.length;
    phone.send(stop);
    const repeat = await phone.hearsAfter(from, (frame) => 'cid' in frame && frame.cid === 's1');
    expect(repeat).toEqual({ ...ack, duplicate: true });
    expect(await phone.does({ ...stop, cid: 's2' })).toMatchObject({ seq: answer?.version });
    // The next answer takes longer than the rest of this one would have.
    await desk.does({ type: 'message', text: '@assistant help', cid: 'next' });
    const [still] = await answersBecome(phone, (all) => all.length === 2 && ended(all));
    expect(still).toEqual(answer);
    expect(endingsOf(phone, id, 1)).toBe(1);
    const late = desk.heard.slice(desk.heard.findLastIndex(isOf(id, 'changed')));
    expect(late.filter(isOf(id, 'assistant.delta'))).toEqual([]);
  });

  it('does not make free what was asked: it counts against the day’s tokens', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says(`@assistant help ${'with this '.repeat(30)}`);
    const { id } = await first(ann);
    await hasHeard(ann, id, 2);
    await ann.does({ type: 'assistant.stop', id, cid: 's1' });
    const [ask] = await runInDurableObject(stubOf(room), (_, { storage }) =>
      storage.sql.exec('SELECT tokens FROM asks').toArray(),
    );
    // The question alone is some hundred tokens.
    expect(ask?.['tokens']).toBeGreaterThan(100);
  });

  it('and the last word may race: either way it ends once, and the room says which', async () => {
    const race = async (after: number) => {
      const room = newRoom();
      const ann = await Person.join(room, 'Ann');
      await ann.says('@assistant figures');
      const { id } = await first(ann);
      await hasHeard(ann, id, 9);
      await new Promise((resolve) => setTimeout(resolve, after));
      const [one, two] = await Promise.all([
        ann.does({ type: 'assistant.stop', id }),
        ann.does({ type: 'assistant.stop', id }),
      ]);
      const [answer] = await answersBecome(ann, ended);
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

  it('is for who asked alone', async () => {
    const room = newRoom();
    const [ann, bob] = [await Person.join(room, 'Ann'), await Person.join(room, 'Bob')];
    const { id: question } = await ann.says('@assistant help');
    const { id } = await first(ann);
    for (const type of ['assistant.stop', 'assistant.regenerate'])
      expect(await bob.does({ type, id })).toMatchObject({ type: 'error', code: 'not_allowed' });
    expect(await ann.does({ type: 'assistant.stop', id: question })).toMatchObject({
      code: 'not_found',
    });
    const [answer] = await answersBecome(ann, ended);
    expect(answer?.assistant.state).toBe('done');
  });

  it('works by POST, also while it waits in the queue', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const ann = await Person.join(room, who);
    ann.send([
      { type: 'message', text: '@assistant help' },
      { type: 'message', text: '@assistant help again' },
    ]);
    const answers = await answersBecome(ann, (all) => all.length === 2);
    expect(answers.map(({ assistant }) => assistant.state)).toEqual(['running', 'queued']);
    const stop = { type: 'assistant.stop', id: answers[1]?.id };
    const response = await ask(`/api/rooms/${room}/frames`, json(stop, who.token));
    expect(await response.json()).toMatchObject([{ type: 'ack' }]);
    const after = await answersBecome(ann, ended);
    expect(after.map(({ assistant }) => assistant.state)).toEqual(['done', 'stopped']);
    expect(after[1]?.text).toBe('');
  });
});

describe.concurrent('asking again [R106]', () => {
  it('writes the same message anew, and the old words stay until the first new one', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('@assistant help');
    const [before] = await answersBecome(ann, ended);
    const from = ann.heard.length;
    const again = { type: 'assistant.regenerate', id: before?.id, cid: 'r1' };
    const ack = await ann.does(again);
    expect(ack.type).toBe('ack');
    const changed = await ann.hearsAfter(from, ({ type }) => type === 'changed');
    expect(changed).toMatchObject({
      message: { text: before?.text, assistant: { state: 'running', attempt: 2 } },
    });
    // What is under way is not begun a second time.
    expect(await ann.does({ ...again, cid: 'r2' })).toMatchObject({ code: 'assistant_busy' });
    ann.send(again);
    const [answer] = await answersBecome(
      ann,
      (all) => all[0]?.assistant.attempt === 2 && ended(all),
    );
    expect(answer).toMatchObject({ id: before?.id, seq: before?.seq, text: before?.text });
    expect(wordsOf(ann, answer?.id ?? '', 2)).toBe(answer?.text);
    expect(ann.heard.filter((frame) => 'cid' in frame && frame.cid === 'r1')).toMatchObject([
      { type: 'ack' },
      { type: 'ack', duplicate: true },
    ]);
  });

  it('is refused where the question is gone', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    const { id: question } = await ann.says('@assistant help');
    const [answer] = await answersBecome(ann, ended);
    await ann.does({ type: 'delete', id: question });
    expect(await ann.does({ type: 'assistant.regenerate', id: answer?.id })).toMatchObject({
      code: 'message_deleted',
    });
    expect(answersTo(ann)).toEqual([answer]);
  });
});

describe.concurrent('the queue and the limits [R107][R90]', () => {
  it('writes one at a time in the order asked; at most three wait, one of each person', async () => {
    const room = newRoom();
    const people = await Promise.all(
      ['Ann', 'Bob', 'Cid', 'Dan', 'Eve'].map((name) => Person.join(room, name)),
    );
    const [ann, bob] = people;
    if (ann === undefined || bob === undefined) throw new Error('nobody');
    await ann.says('@assistant help');
    await ann.says('@assistant who?');
    await ann.says('@assistant once more');
    for (const person of people.slice(1)) await person.says('@assistant help');
    const asked = await answersBecome(bob, (all) => all.length === 7);
    const state = ({ assistant }: (typeof asked)[number]) => assistant.code ?? assistant.state;
    const busy = 'assistant_busy';
    expect(asked.map(state).slice(1)).toEqual(['queued', busy, 'queued', 'queued', busy, busy]);
    for (const { assistant, id } of asked.slice(3, 5).reverse()) {
      const who = people.find((person) => person.you === assistant.by);
      expect(await who?.does({ type: 'assistant.stop', id })).toMatchObject({ type: 'ack' });
    }
    const done = await answersBecome(bob, ended);
    expect(done.map(state)).toEqual(['done', 'done', busy, 'stopped', 'stopped', busy, busy]);
    const finished = bob.heard.flatMap((frame) =>
      frame.type === 'changed' && frame.message.assistant?.state === 'done'
        ? [frame.message.id]
        : [],
    );
    expect(finished).toEqual([asked[0]?.id, asked[1]?.id]);
  });

  it('is refused beyond the limit of its asker, in words and with a time, also after sleep', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    for (let i = 0; i < 5; i++) {
      await ann.says('@assistant help');
      const [answer] = (await answersBecome(ann, (all) => all.length === i + 1)).slice(-1);
      await ann.does({ type: 'assistant.stop', id: answer?.id });
    }
    await evictDurableObject(stubOf(room));
    await ann.says('@assistant help');
    const answers = await answersBecome(ann, (all) => all.length === 6);
    const refused = answers[5];
    expect(refused?.assistant).toMatchObject({ state: 'failed', code: 'assistant_limit' });
    expect(refused?.assistant.retryAt).toBe((answers[0]?.timestamp ?? 0) + 60_000);
    const again = { type: 'assistant.regenerate', id: answers[0]?.id };
    const error = await ann.does(again);
    expect(error).toMatchObject({ type: 'error', code: 'assistant_limit' });
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
    expect(answersTo(ann)[0]).toEqual(answers[0]);
  });
});

/** Waits until there is something of the answer on the disk. */
const isKept = (room: string): Promise<void> =>
  runInDurableObject(stubOf(room), (_room, { storage }) =>
    vi.waitFor(() => {
      const [run] = storage.sql.exec<{ text: string }>('SELECT text FROM runs').toArray();
      if (run === undefined || run.text === '') throw new Error('nothing kept yet');
    }, 5000),
  );

describe.concurrent('a room that dies in the middle of an answer [I13]', () => {
  it('tells the truth when it wakes: interrupted, with what was kept, and the next one begins', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const [ann, bob] = [await Person.join(room, who), await Person.join(room, 'Bob')];
    await ann.says('@assistant connect');
    await bob.says('@assistant help');
    const { id } = await first(ann);
    await isKept(room);
    await Wanderer.disturb(room, 'abort');
    await ann.isClosed();
    const again = await Person.join(room, who, ann.cursor);
    const all = await answersBecome(again, (told) => told.length === 2 && ended(told));
    const cut = all.find((answer) => answer.id === id);
    expect(cut?.assistant).toMatchObject({ state: 'interrupted', attempt: 1 });
    expect(all.find((answer) => answer.id !== id)?.assistant.state).toBe('done');
    // The helper says the same again: what was kept is how it begins.
    const regenerate = { type: 'assistant.regenerate', id, cid: 'once-more' };
    expect(await again.does(regenerate)).toMatchObject({ type: 'ack' });
    const whole = await answersBecome(
      again,
      (told) => told.some((a) => a.assistant.attempt === 2) && ended(told),
    );
    const text = whole.find((answer) => answer.id === id)?.text;
    expect(cut?.text.length).toBeGreaterThan(0);
    expect(text?.length).toBeGreaterThan(cut?.text.length ?? 0);
    expect(text?.startsWith(cut?.text ?? '')).toBe(true);
  });

  it('is woken by its alarm where nobody comes, before anyone is told anything else', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    await ann.says('@assistant help');
    const { id } = await first(ann);
    await hasHeard(ann, id, 2);
    await Wanderer.disturb(room, 'abort');
    await ann.isClosed();
    await runInDurableObject(stubOf(room), async (_room, { storage }) => {
      expect((await storage.getAlarm()) ?? Number.POSITIVE_INFINITY).toBeLessThan(
        Date.now() + 31_000,
      );
    });
    await runDurableObjectAlarm(stubOf(room));
    const { messages } = await history(room);
    expect(messages.at(-1)?.assistant).toMatchObject({ state: 'interrupted' });
  });
});
