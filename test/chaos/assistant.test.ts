// The server is killed in the middle of answers; each answer ends exactly once, the same for everyone.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isLive } from '../../src/protocol/answer-state.ts';
import type { Frame } from '../../src/protocol/frames.ts';
import type { Message } from '../../src/protocol/message.ts';
import { followByEvents, followBySocket } from '../support/followers.ts';
import { wholeHistory } from '../support/history.ts';
import { ModelServer, OPENAI_DONE, openAi, sends, stallsAfter } from '../support/model-server.ts';
import { RecordedHistory } from '../support/recorded-history.ts';
import { scale } from '../support/scale.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { Server, START_MS } from '../support/server.ts';
import { session } from '../support/test-client.ts';
import { until } from '../support/until.ts';

const ROOM = 'answers';
const KILLS = scale(2, 8);
const WORDS = 60;

let server: Server;
let model: ModelServer;

beforeAll(async () => {
  model = await ModelServer.start();
  server = await Server.start({
    vars: {
      ...{ AI_BASE_URL: `${model.url}/v1`, AI_MODEL: 'm', AI_USER_PER_MIN: '1000' },
      LIMIT_REPLAY_FRAMES: '5000',
    },
  });
}, START_MS);
afterAll(async () => {
  await server?.stop();
  await model?.stop();
});

async function ask(text: string, room = ROOM): Promise<void> {
  const { token } = await session(server.origin, 'Ann');
  const response = await fetch(server.room(room, '/messages'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ text }),
  });
  expect(response.status).toBe(201);
}

const answersIn = (frames: readonly Frame[]): Map<string, Message> => {
  const told = new Map<string, Message>();
  for (const frame of frames) {
    const message =
      frame.type === 'message' ? frame : frame.type === 'changed' ? frame.message : undefined;
    if (message?.assistant === undefined) continue;
    if (message.version > (told.get(message.id)?.version ?? 0)) {
      const { type, ...rest } = { type: '', ...message };
      told.set(message.id, rest);
    }
  }
  return told;
};

it('[I13] ends every answer once, through kill -9 at any moment, and requests each once', async () => {
  const random = SeededRandom.fromEnvironment();
  console.info(`assistant: SEED=${random.seed}`);
  const diaries = [new RecordedHistory('socket'), new RecordedHistory('events')];
  const [socket, events] = diaries as [RecordedHistory, RecordedHistory];
  const followers = [
    followBySocket(server.origin, ROOM, socket),
    followByEvents(server.origin, ROOM, events),
  ];
  for (const recorded of diaries) await recorded.expect('live');

  const word = (i: number) => openAi({ content: `w${i} ` });
  model.behaves(async (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (let i = 0; i < WORDS && !response.destroyed; i++) {
      response.write(word(i));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    response.end(openAi({}, 'stop') + OPENAI_DONE);
  });

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const asked = model.asked.length;
    await ask(`@assistant question ${kill}`);
    await until('the model is asked', () => model.asked.length > asked);
    // From before the first token until after the last.
    await new Promise((resolve) => setTimeout(resolve, random.between(0, WORDS * 40)));
    await server.kill();
    await server.start();
    await until('everyone knows how it ended', () =>
      diaries.every(({ frames }) => {
        const answers = [...answersIn(frames).values()];
        return (
          answers.length === kill &&
          answers.every(({ assistant }) => assistant && !isLive(assistant))
        );
      }),
    );
  }
  for (const follower of followers) follower.stop();

  const stored = (await wholeHistory(server.origin, ROOM)).filter(({ assistant }) => assistant);
  expect(stored).toHaveLength(KILLS);
  for (const { frames } of diaries) expect([...answersIn(frames).values()]).toEqual(stored);
  const whole = Array.from({ length: WORDS }, (_, i) => `w${i} `).join('');
  for (const { text, assistant } of stored) {
    expect(whole.startsWith(text)).toBe(true);
    expect(['interrupted', 'done']).toContain(assistant?.state);
    if (assistant?.state === 'done') expect(text).toBe(whole);
  }
  // An interrupted answer is not requested, and so not paid for, twice.
  expect(model.asked).toHaveLength(KILLS);
  console.info(`assistant: ${stored.map(({ assistant }) => assistant?.state).join(', ')}`);
});

const ONCE = [openAi({ content: 'Once' }), openAi({ content: ' upon a time.' })];
const END = openAi({}, 'stop') + OPENAI_DONE;

it.each([
  ['before-the-first-word', stallsAfter([]), '', ['interrupted']],
  ['in-the-middle', stallsAfter(ONCE.slice(0, 1)), 'Once', ['interrupted']],
  ['after-the-last-word', stallsAfter(ONCE), 'Once upon a time.', ['interrupted']],
  ['with-the-end', sends([...ONCE, END]), 'Once upon a time.', ['interrupted', 'done']],
])(
  '[I13] reports an answer once when killed %s, and requests it once',
  async (room, behaviour, said, ends) => {
    const recorded = new RecordedHistory(room);
    const follower = followBySocket(server.origin, room, recorded);
    await recorded.expect('live');
    model.behaves(behaviour);
    await ask('@assistant a tale?', room);
    await until('the model is asked', () => model.asked.length === 1);
    const told = () =>
      recorded.frames.map((frame) => (frame.type === 'assistant.delta' ? frame.text : '')).join('');
    await until('what it said is told', () => told() === said);
    await server.kill();
    await server.start();
    const answers = () => [...answersIn(recorded.frames).values()];
    await until('it is known how it ended', () =>
      answers().some(({ assistant }) => assistant && !isLive(assistant)),
    );
    follower.stop();
    const [answer, ...others] = answers();
    expect(others).toEqual([]);
    expect(ends).toContain(answer?.assistant?.state);
    expect(said.startsWith(answer?.text ?? '-')).toBe(true);
    const [, stored] = await wholeHistory(server.origin, room);
    expect(stored).toEqual(answer);
    expect(model.asked).toHaveLength(1);
  },
);

it('closes the connection to the model within a second of a stop', async () => {
  const who = await session(server.origin, 'Bob');
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${who.token}` };
  const post = (path: string, body: unknown) =>
    fetch(server.room('stops', path), { method: 'POST', headers, body: JSON.stringify(body) });
  model.behaves(stallsAfter([openAi({ content: 'Once upon' })]));
  const asked = await post('/chat', {
    id: 'talk',
    messages: [{ id: 'q', role: 'user', parts: [{ type: 'text', text: 'A tale?' }] }],
  });
  await until('the model is asked', () => model.asked.length === 1);
  const { stopped } = (await (await post('/chat/talk/stop', {})).json()) as { stopped: boolean };
  expect(stopped).toBe(true);
  await until('the line is closed', () => model.closed === 1);
  expect(await asked.text()).toContain('"type":"abort"');
});
