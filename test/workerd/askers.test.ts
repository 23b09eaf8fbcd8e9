// People ask, join and leave on real connections while answers are written.
import { describe, expect, it } from 'vitest';
import { decodeFrames } from '../../src/protocol/codec.ts';
import type { Frame } from '../../src/protocol/frames.ts';
import { answersTo, endingsOf, waitForAnswers, waitForWords, wordsOf } from './support/answers.ts';
import { countAllRows } from './support/rooms.ts';
import { ask, newRoom, session, TestClient } from './support/test-client.ts';

type Answers = Readonly<ReturnType<typeof answersTo>>;

const states = (answers: Answers) => answers.map(({ assistant }) => assistant.state);
const ended = (count: number) => (answers: Answers) =>
  answers.length === count &&
  states(answers).every((state) => state !== 'queued' && state !== 'running');

describe.concurrent('asking [R100][R105][R107]', () => {
  it('at the same moment gives each person their answer, in order, even if they leave at once', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    const cleo = await TestClient.join(room, 'Cleo');
    ann.send({ type: 'message', text: '@assistant help' });
    bob.send({ type: 'message', text: '@assistant who is here?' });
    await bob.waitForFrame('ack');
    bob.leave();
    const answers = await waitForAnswers(cleo, ended(2));
    const asked = cleo.received.flatMap((frame) =>
      frame.type === 'message' && frame.assistant === undefined ? [frame] : [],
    );
    expect(asked.map(({ user }) => user.id).sort()).toEqual([ann.you, bob.you].sort());
    expect(states(answers)).toEqual(['done', 'done']);
    expect(answers).toMatchObject(
      asked.map(({ id, seq, user }) => ({ seq: seq + 1, replyTo: id, assistant: { by: user.id } })),
    );
    const finished = cleo.received.flatMap((frame) =>
      frame.type === 'changed' && frame.message.assistant?.state === 'done'
        ? [frame.message.id]
        : [],
    );
    expect(finished).toEqual(answers.map(({ id }) => id));
  });

  it('and stopping work after a reload', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const ann = await TestClient.join(room, who);
    await ann.post('@assistant connect');
    const [{ id } = { id: '' }] = await waitForAnswers(ann, (answers) => answers.length === 1);
    await waitForWords(ann, id, 3);
    ann.leave();
    await ann.waitForClose();
    const again = await TestClient.join(room, who);
    expect(answersTo(again)).toMatchObject([{ id, assistant: { state: 'running' } }]);
    expect(await again.command({ type: 'assistant.stop', id, cid: 'stop' })).toMatchObject({
      type: 'ack',
      id,
    });
    const [answer] = await waitForAnswers(again, ended(1));
    expect(answer?.assistant.state).toBe('stopped');
    expect(answer?.text.startsWith(wordsOf(again, id, 1))).toBe(true);
    expect(endingsOf(again, id, 1)).toBe(1);
  });

  it('for a recap that quotes a question asks nothing itself', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('hello');
    await ann.post('to ask, write `@assistant help`');
    await ann.post('@assistant recap');
    const answers = await waitForAnswers(ann, ended(1));
    expect(answers[0]?.text).toContain('@assistant help');
    await ann.post('nobody asks here');
    expect(answersTo(ann)).toHaveLength(1);
  });
});

it('[I10] writes no more rows for a hundred readers, even if one never reads', async () => {
  const room = newRoom();
  const ann = await TestClient.join(room, 'Ann');
  await ann.post('first, so that the database is there');
  const readers = await Promise.all(Array.from({ length: 98 }, () => TestClient.connect(room)));
  const { webSocket: mute } = await ask(`/api/rooms/${room}/socket`, {
    headers: { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'edgewise.v1' },
  });
  if (mute === null) throw new Error('no socket');
  const rows = await countAllRows(room);
  await ann.post('@assistant connect');
  const [answer] = await waitForAnswers(ann, ended(1));
  for (const reader of readers) {
    expect(await waitForAnswers(reader, ended(1))).toEqual([answer]);
    expect(wordsOf(reader, answer?.id ?? '', 1)).toBe(answer?.text);
    expect(reader.closed).toBeUndefined();
  }
  expect((await rows()).written).toBeLessThanOrEqual(15);
  // A client that finally reads gets it too.
  const heard: Frame[] = [];
  mute.addEventListener('message', ({ data }) => void heard.push(...decodeFrames(`${data}`)));
  mute.accept();
  expect(await waitForAnswers({ received: heard }, ended(1))).toEqual([answer]);
});
