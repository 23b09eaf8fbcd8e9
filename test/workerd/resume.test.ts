import { describe, expect, it } from 'vitest';
import { ask, newRoom, session, TestClient } from './support/test-client.ts';

/** The room as a newcomer sees it now, by message id. */
async function freshView(room: string): Promise<Map<string, unknown>> {
  const newcomer = await TestClient.connect(room);
  await newcomer.waitForFrame('live');
  newcomer.leave();
  return view(newcomer);
}

/** What a client’s frames add up to: the highest version of each message [R33]. */
function view(...people: TestClient[]): Map<string, unknown> {
  const messages = new Map<string, { version: number }>();
  for (const frame of people.flatMap(({ received: heard }) => heard)) {
    if (frame.type !== 'message' && frame.type !== 'changed') continue;
    const message = frame.type === 'changed' ? frame.message : { ...frame, type: undefined };
    const known = messages.get(message.id);
    if (known === undefined || known.version < message.version)
      messages.set(message.id, JSON.parse(JSON.stringify(message)));
  }
  return messages;
}

describe('a resume', () => {
  it('sends exactly what was missed, and then the room is live [I4]', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    await ann.post('one');
    await bob.waitForFrame('message', ({ text }) => text === 'one');
    bob.leave();
    await ann.post('two');
    await ann.post('three');
    const again = await TestClient.join(room, 'Bob', bob.cursor);
    expect((await again.waitForFrame('welcome')).mode).toBe('resumed');
    await ann.post('four');
    await again.waitForFrame('message', ({ text }) => text === 'four');
    expect(again.texts).toEqual(['two', 'three', 'four']);
  });

  it('adds up with what was received before to a fresh snapshot [I6] [R32]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const first = await ann.post('first');
    const second = await ann.post('second');
    const bob = await TestClient.join(room, 'Bob');
    bob.leave();
    await ann.command({ type: 'edit', id: first.id, text: 'first, edited' });
    await ann.command({ type: 'react', id: first.id, emoji: '👍', on: true });
    await ann.command({ type: 'delete', id: second.id });
    const third = await ann.post('third');
    await ann.command({ type: 'edit', id: third.id, text: 'third, edited' });
    const again = await TestClient.join(room, 'Bob', bob.cursor);
    expect(view(bob, again)).toEqual(await freshView(room));
    // Two changes of one message are one frame, and a replayed message includes its edit.
    expect(again.log.map(({ type }) => type)).toEqual(['changed', 'changed', 'message']);
  });

  it('sends nothing from the newest cursor, and reset from a foreign one [R31]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('hello');
    const [epoch] = ann.cursor.split('.');
    const modeOf = async (since: string) =>
      (await (await TestClient.connect(room, { since })).waitForFrame('welcome')).mode;
    expect(await modeOf(`${epoch}.1`)).toBe('resumed');
    expect(await modeOf(`${epoch}.2`)).toBe('reset');
    expect(await modeOf('other.1')).toBe('reset');
    expect(await modeOf('%00')).toBe('reset');
    expect(await modeOf(`${epoch}.99999999999999999999`)).toBe('reset');
    expect((await (await TestClient.connect(room)).waitForFrame('welcome')).mode).toBe('fresh');
  });

  it('says gap beyond the length of a replay, and sends the newest page [R31]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const { cursor } = await ann.waitForFrame('live');
    for (let i = 1; i <= 31; i++) await ann.post(`m${i}`);
    const late = await TestClient.join(room, 'Bob', cursor);
    expect((await late.waitForFrame('welcome')).mode).toBe('gap');
    expect(late.texts).toEqual(Array.from({ length: 10 }, (_, i) => `m${i + 22}`));
    const justInTime = await TestClient.join(room, 'Cem', cursor.replace(/\.0$/, '.1'));
    expect((await justInTime.waitForFrame('welcome')).mode).toBe('resumed');
    expect(justInTime.texts).toHaveLength(30);
  });

  it('can be requested on an open connection, by sync', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    for (const text of ['one', 'two', 'three']) await ann.post(text);
    await bob.waitForFrame('message', ({ text }) => text === 'three');
    const from = bob.received.length;
    bob.send({ type: 'sync', since: bob.cursor.replace(/\.3$/, '.1') });
    await bob.waitForFrameAfter(from, ({ type }) => type === 'live');
    expect(bob.received.slice(from).map(({ type }) => type)).toEqual([
      'welcome',
      'message',
      'message',
      'live',
    ]);
  });

  it('is sent once when requested many times at once [I10]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    for (let i = 0; i < 10; i++) await ann.post('x'.repeat(4000));
    const reader = await TestClient.connect(room);
    await reader.waitForFrame('live');
    const from = reader.received.length;
    reader.send(Array(20).fill({ type: 'sync' }));
    await reader.waitForFrameAfter(from, ({ type }) => type === 'live');
    const heard = reader.received.slice(from);
    expect(heard.filter(({ type }) => type === 'welcome')).toHaveLength(1);
    expect(
      heard.filter((frame) => frame.type === 'error' && frame.code === 'rate_limited'),
    ).toHaveLength(19);
  });

  it('in the middle of a batch neither repeats nor skips the batch’s messages [I4]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const since = ann.cursor;
    const from = ann.received.length;
    ann.send([
      { type: 'message', text: 'before', cid: 'a' },
      { type: 'sync', since },
      { type: 'message', text: 'after', cid: 'b' },
    ]);
    await ann.waitForFrame('message', ({ text }) => text === 'after');
    expect(ann.received.slice(from).map(({ type }) => type)).toEqual([
      'ack',
      'welcome',
      'message',
      'live',
      'ack',
      'message',
    ]);
    expect(ann.texts).toEqual(['before', 'after']);
  });

  it('while others write skips and duplicates nothing [I3] [I4]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const bob = await session('Bob');
    let cursor = ann.cursor;
    const seen: number[] = [];
    for (let round = 0; round < 8; round++) {
      for (let i = 0; i < 3; i++) ann.send({ type: 'message', text: `r${round}.${i}` });
      const visit = await TestClient.join(room, bob, cursor);
      cursor = visit.cursor;
      visit.leave();
      seen.push(...visit.log.flatMap((frame) => ('seq' in frame ? [frame.seq] : [])));
    }
    const last = await TestClient.join(room, bob, cursor);
    await ann.waitForFrame('message', ({ text }) => text === 'r7.2');
    seen.push(...last.log.flatMap((frame) => ('seq' in frame ? [frame.seq] : [])));
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1));
    expect(seen.length).toBeGreaterThan(20);
  });
});

describe('the log', () => {
  it('acknowledges a message to its author before everyone gets it, in order [I1] [I3] [R21]', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const texts = Array.from({ length: 20 }, (_, i) => `m${i}`);
    ann.send(texts.map((text, i) => ({ type: 'message', text, cid: `c${i}` })));
    await bob.waitForFrame('message', ({ text }) => text === 'm19');
    await ann.waitForFrame('message', ({ text }) => text === 'm19');
    expect(bob.texts).toEqual(texts);
    expect(ann.texts).toEqual(texts);
    for (const text of texts) {
      const said = ann.received.findIndex(
        (frame) => frame.type === 'message' && frame.text === text,
      );
      const acked = ann.received.findIndex(
        (frame) => frame.type === 'ack' && frame.cid === text.replace('m', 'c'),
      );
      expect(acked).toBeGreaterThan(-1);
      expect(acked).toBeLessThan(said);
    }
    expect(bob.received.some((frame) => 'cid' in frame)).toBe(false);
  });

  it('sends a batch to everyone in one WebSocket message, and to plain clients one by one [R10]', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const plain = await TestClient.connect(room, { plain: true });
    await plain.waitForFrame('live');
    const [batched, single] = [bob.batches, plain.batches];
    ann.send(Array.from({ length: 10 }, (_, i) => ({ type: 'message', text: `m${i}` })));
    await bob.waitForFrame('message', ({ text }) => text === 'm9');
    await plain.waitForFrame('message', ({ text }) => text === 'm9');
    expect(bob.batches - batched).toBeLessThanOrEqual(2);
    expect(plain.batches - single).toBeGreaterThanOrEqual(10);
  });

  it('announces the furthest position a person has read, and nothing before it [R45]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    for (const text of ['one', 'two', 'three']) await ann.post(text);
    const known = await session('Bob');
    const [tab, other] = [await TestClient.join(room, known), await TestClient.join(room, known)];
    tab.send({ type: 'read', seq: 3 });
    await ann.waitForFrame('read', ({ seq }) => seq === 3);
    other.send({ type: 'read', seq: 1 });
    await other.post('a word behind it');
    await ann.waitForFrame('message', ({ text }) => text === 'a word behind it');
    expect(ann.received.filter(({ type }) => type === 'read')).toHaveLength(1);
  });

  it('neither advances for ephemeral frames nor replays them [I8]', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    await ann.post('hello');
    const { cursor } = ann;
    bob.send({ type: 'typing', on: true });
    bob.send({ type: 'read', seq: 1 });
    await ann.waitForFrame('typing', ({ user, on }) => user.name === 'Bob' && on);
    await ann.waitForFrame('read', ({ user, seq }) => user.name === 'Bob' && seq === 1);
    expect(ann.cursor).toBe(cursor);
    const cem = await TestClient.join(room, 'Cem', cursor);
    const { reads, presence } = await cem.waitForFrame('welcome');
    const readers = presence.members?.filter(({ id }) => reads?.[id] === 1);
    expect(readers?.map(({ name }) => name)).toEqual(['Bob']);
    expect(cem.received.map(({ type }) => type)).toEqual(['welcome', 'live']);
  });

  it('can be paged back to its beginning', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    for (let i = 1; i <= 25; i++) await ann.post(`m${i}`);
    const texts: string[] = [];
    let before: string | null = null;
    do {
      const query: string = before === null ? '' : `&before=${before}`;
      const page = (await (await ask(`/api/rooms/${room}/messages?limit=10${query}`)).json()) as {
        messages: { text: string }[];
        before: string | null;
      };
      texts.unshift(...page.messages.map(({ text }) => text));
      before = page.before;
    } while (before !== null);
    expect(texts).toEqual(Array.from({ length: 25 }, (_, i) => `m${i + 1}`));
  });
});
