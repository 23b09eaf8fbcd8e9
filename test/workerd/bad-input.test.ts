import { beforeAll, describe, expect, it } from 'vitest';
import type { FrameOf } from '../../src/protocol/frames.ts';
import { ask, json, newRoom, type Session, session, TestClient } from './support/test-client.ts';

const text = (value: string) => ({ type: 'message', text: value });
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** A text to send, and the error code that it gets. */
const BAD_FRAMES: readonly [what: string, sent: string, code: string][] = [
  ['nothing', '', 'bad_request'],
  ['no JSON', '{"type":', 'bad_request'],
  ['a number', '5', 'bad_request'],
  ['null', 'null', 'bad_request'],
  ['a string', '"message"', 'bad_request'],
  ['no type', '{}', 'bad_request'],
  ['an unknown type', '{"type":"shout"}', 'bad_request'],
  ['a frame of the room', '{"type":"welcome"}', 'bad_request'],
  ['a type from the prototype', '{"type":"constructor"}', 'bad_request'],
  ['a type that is __proto__', '{"type":"__proto__"}', 'bad_request'],
  ['an own __proto__', '{"type":"message","text":"x","__proto__":{"text":"y"}}', 'bad_request'],
  ['a nested __proto__', '{"type":"message","text":{"__proto__":1}}', 'bad_request'],
  ['a missing field', '{"type":"message"}', 'bad_request'],
  ['an extra field', '{"type":"message","text":"x","user":{"id":"root"}}', 'bad_request'],
  ['a wrong kind of field', '{"type":"message","text":7}', 'bad_request'],
  ['an empty text', JSON.stringify(text('')), 'bad_request'],
  ['a text of spaces', JSON.stringify(text(' \n\t ')), 'bad_request'],
  ['a text that shows nothing', JSON.stringify(text('\u200b\u3164\u2800\ufe0f')), 'bad_request'],
  ['a text of marks', JSON.stringify(text('\u0301\u0301')), 'bad_request'],
  ['a text too long', JSON.stringify(text('x'.repeat(4001))), 'bad_request'],
  ['half a surrogate pair', '{"type":"message","text":"a\\ud800b"}', 'bad_request'],
  ['a NUL', '{"type":"message","text":"a\\u0000b"}', 'bad_request'],
  ['an escape character', '{"type":"message","text":"\\u001b[31m"}', 'bad_request'],
  ['a C1 control', '{"type":"message","text":"a\\u0085b"}', 'bad_request'],
  ['a cid too long', JSON.stringify({ ...text('x'), cid: 'c'.repeat(65) }), 'bad_request'],
  ['an empty cid', JSON.stringify({ ...text('x'), cid: '' }), 'bad_request'],
  ['a number beyond 2^53', '{"type":"read","seq":9007199254740993}', 'bad_request'],
  ['a number with a fraction', '{"type":"read","seq":1.5}', 'bad_request'],
  ['a negative number', '{"type":"read","seq":-1}', 'bad_request'],
  ['a huge number', '{"type":"read","seq":1e400}', 'bad_request'],
  ['an id that is none', '{"type":"delete","id":"1"}', 'bad_request'],
  ['an id of another log', '{"type":"delete","id":"abc-1"}', 'not_found'],
  ['no emoji', '{"type":"react","id":"abc-1","emoji":"ok","on":true}', 'bad_request'],
  ['two emoji', '{"type":"react","id":"abc-1","emoji":"👍👍","on":true}', 'bad_request'],
  ['another room', '{"type":"join","room":"elsewhere"}', 'wrong_room'],
  [
    'an emoji drawn as text',
    '{"type":"react","id":"abc-1","emoji":"❤\ufe0e","on":true}',
    'bad_request',
  ],
  ['a name that shows nothing', '{"type":"join","name":"\u3164"}', 'bad_request'],
  ['a name that turns direction', '{"type":"join","name":"a\\u202eb"}', 'bad_request'],
  ['nesting, ten thousand deep', `{"type":"message","text":${deep(5000)}}`, 'bad_request'],
  ['nothing but nesting', deep(5000), 'bad_request'],
  ['a frame too large', JSON.stringify({ ...text('x'), pad: 'é'.repeat(9000) }), 'too_large'],
  ['a batch too large', JSON.stringify(Array(51).fill({ type: 'who' })), 'too_large'],
];

/** A POST has no connection for the error to name. */
const codeByPost = (code: string) => (code === 'wrong_room' ? 'bad_request' : code);

let room: string;
let ann: Session;
let witness: TestClient;
beforeAll(async () => {
  room = newRoom();
  ann = await session('Ann');
  witness = await TestClient.join(room, 'Witness');
  await witness.post('all is well');
});

/** Whatever was sent, the room works, keeps its messages, and others are not affected. */
async function expectNoHarm() {
  const page = await ask(`/api/rooms/${room}/messages`);
  const { messages } = (await page.json()) as { messages: { text: string; deleted?: boolean }[] };
  expect(messages.map((message) => message.text)).toEqual(['all is well']);
  expect(witness.closed).toBeUndefined();
  expect(witness.received.some(({ type }) => type === 'error')).toBe(false);
}

describe.each(BAD_FRAMES)('%s', (_what, sent, code) => {
  it('is rejected over a socket with its code [R20] [R24]', async () => {
    const person = await TestClient.join(room, await session('Mallory'));
    const from = person.received.length;
    person.send(sent);
    const error = await person.waitForFrameAfter(from, ({ type }) => type === 'error');
    expect(error).toMatchObject({ code });
    expect((error as FrameOf<'error'>).message).toMatch(/^["A-Z].{3,150}\.$/);
    expect(person.closed).toBeUndefined();
    person.leave();
    await expectNoHarm();
  });

  it('is rejected over a plain socket', async () => {
    const person = await TestClient.connect(room, { plain: true });
    await person.waitForFrame('live');
    person.send(sent);
    expect(await person.waitForFrame('error')).toMatchObject({ code });
    person.leave();
    await expectNoHarm();
  });

  it('is rejected over POST', async () => {
    const { token } = await session('Poster');
    const response = await ask(`/api/rooms/${room}/frames`, json(sent, token));
    const body = (await response.json()) as { code?: string }[] | { error: { code: string } };
    const codes = Array.isArray(body) ? body.map((reply) => reply.code) : [body.error.code];
    expect(new Set(codes)).toEqual(new Set([codeByPost(code)]));
    await expectNoHarm();
  });
});

describe('bytes', () => {
  it('are not accepted as text', async () => {
    const person = await TestClient.join(room, 'Binary');
    person.sendBytes(new TextEncoder().encode(JSON.stringify(text('bytes'))).buffer as ArrayBuffer);
    expect(await person.waitForFrame('error')).toMatchObject({ code: 'bad_request' });
    person.leave();
    await expectNoHarm();
  });

  it('of 1 MiB and more are rejected unread, and the first frame closes the connection', async () => {
    const person = await TestClient.join(room, 'Bomb');
    person.send(JSON.stringify(text('x'.repeat(1_100_000))));
    person.send(text('never stored'));
    expect(await person.waitForFrame('error')).toMatchObject({ code: 'too_large' });
    expect(await person.waitForClose()).toEqual({ code: 4000, reason: 'too_large' });
    const bytes = await TestClient.join(room, 'Bytes');
    bytes.sendBytes(new ArrayBuffer(1_100_000));
    expect(await bytes.waitForClose()).toEqual({ code: 4000, reason: 'too_large' });
    const post = json(JSON.stringify(text('x'.repeat(1_100_000))), ann.token);
    expect((await ask(`/api/rooms/${room}/frames`, post)).status).toBe(413);
    await expectNoHarm();
  });

  it('slightly above the limit get an error, and the connection stays open', async () => {
    const person = await TestClient.join(room, 'Long');
    person.send(JSON.stringify(text('x'.repeat(20_000))));
    expect(await person.waitForFrame('error')).toMatchObject({ code: 'too_large' });
    await person.command({ type: 'edit', id: 'abc-1', text: 'x' });
    expect(person.closed).toBeUndefined();
    person.leave();
    await expectNoHarm();
  });

  it('that hold an empty array get an error, and count as one', async () => {
    const person = await TestClient.join(room, 'Empty');
    for (let i = 0; i < 60; i++) person.send('[]');
    expect(await person.waitForFrame('error')).toMatchObject({ code: 'bad_request' });
    expect((await person.waitForClose()).code).toBe(4008);
    await expectNoHarm();
  });

  it('that are not UTF-8 are rejected by POST', async () => {
    const init = json('', ann.token);
    const response = await ask(`/api/rooms/${room}/frames`, {
      ...init,
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(response.status).toBe(400);
  });
});

describe('a message that is rejected as a whole', () => {
  it('names the command it held, and costs its sender one error, however many commands it held [R64]', async () => {
    const person = await TestClient.join(newRoom(), 'Wordy');
    const from = person.received.length;
    const cids = Array.from({ length: 60 }, (_, at) => `c${at}`);
    person.send({ type: 'message', text: 'x'.repeat(20_000), cid: 'long' });
    for (let i = 0; i < 3; i++) person.send(cids.map((cid) => ({ ...text('x'), cid })));
    person.send({ ...text('short'), cid: 'short' });
    await person.waitForFrameAfter(from, (frame) => frame.type === 'ack');
    const answers = person.received
      .slice(from)
      .filter(({ type }) => type === 'error' || type === 'ack');
    const named = answers.map((frame) => ('cid' in frame ? frame.cid : undefined));
    expect(named).toEqual(['long', ...Array(3).fill(cids.slice(0, 50)).flat(), 'short']);
    expect(person.closed).toBeUndefined();
  });
});

describe('an array of commands', () => {
  it('keeps its order: nothing after a delayed command is done before it [R63]', async () => {
    const person = await TestClient.join(newRoom(), 'Eager');
    const { id } = await person.post('popular');
    const from = person.received.length;
    const reacts = Array.from({ length: 22 }, (_, at) => ({
      ...{ type: 'react', id, emoji: '👍', on: at % 2 === 0 },
      cid: `r${at}`,
    }));
    person.send([
      ...reacts,
      { ...text('after all that'), cid: 'm' },
      { type: 'who' },
      { ...text(''), cid: 'bad' },
    ]);
    await person.waitForFrameAfter(from, (frame) => frame.type === 'error' && frame.cid === 'bad');
    const answers = person.received
      .slice(from)
      .flatMap((frame) =>
        frame.type === 'ack' || frame.type === 'error'
          ? [`${frame.cid} ${frame.type === 'ack' ? 'ack' : frame.code}`]
          : [],
      );
    expect(answers).toEqual([
      ...Array.from({ length: 20 }, (_, at) => `r${at} ack`),
      ...['r20', 'r21', 'm'].map((cid) => `${cid} rate_limited`),
      'bad bad_request',
    ]);
    expect(person.received.slice(from).some(({ type }) => type === 'presence')).toBe(true);
    expect(person.received.slice(from).some(({ type }) => type === 'message')).toBe(false);
  });
});

describe('a flood', () => {
  it('of nonsense closes the connection with 4008, after an error for each frame', async () => {
    const person = await TestClient.join(room, 'Flood');
    const from = person.received.length;
    for (let i = 0; i < 3; i++) person.send(Array(20).fill({ type: 'nonsense' }));
    expect((await person.waitForClose()).code).toBe(4008);
    const errors = person.received.slice(from).filter(({ type }) => type === 'error');
    expect(errors).toHaveLength(60);
    expect(person.received.at(-1)).toMatchObject({ type: 'bye', code: 4008 });
    await expectNoHarm();
  });

  it.each([
    ['of nonsense', '{"type":"nonsense"}', 4008],
    ['of empty arrays', '[]', 4008],
    ['of one enormous frame', JSON.stringify(text('x'.repeat(70_000))), 4000],
  ])(
    '%s at /ws closes the connection before it has named a room [R25]',
    async (_what, sent, code) => {
      const person = await TestClient.connectWithoutRoom('/ws');
      for (let i = 0; i < 60; i++) person.send(sent);
      expect((await person.waitForClose()).code).toBe(code);
      expect(person.received.length).toBeLessThanOrEqual(42);
      expect(person.received.at(-1)).toMatchObject({ type: 'bye', code });
    },
  );

  it('of nonsense by POST ends in 429', async () => {
    const flooder = await session('Flooder');
    const nonsense = json(Array(30).fill({ type: 'nonsense' }), flooder.token);
    const flood = () => ask(`/api/rooms/${room}/frames`, nonsense);
    expect((await flood()).status).toBe(200);
    const refused = await flood();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { code: 'too_many_errors' } });
  });

  it('of commands is slowed down, then closed with 4101; acknowledged messages stay', async () => {
    const person = await TestClient.join(newRoom(), 'Eager');
    const { id } = await person.post('popular');
    const react = (i: number) => ({
      type: 'react',
      id,
      emoji: '👍',
      on: i % 2 === 0,
      cid: `r${i}`,
    });
    const from = person.received.length;
    person.send(Array.from({ length: 40 }, (_, i) => react(i)));
    person.send(Array.from({ length: 40 }, (_, i) => react(i + 40)));
    expect((await person.waitForClose()).code).toBe(4101);
    const answers = person.received.slice(from);
    expect(answers.filter(({ type }) => type === 'ack')).toHaveLength(20);
    expect(answers.find(({ type }) => type === 'error')).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: expect.any(Number),
    });
  });
});

describe('an address', () => {
  const paths: readonly [path: string, status: number, code: string][] = [
    ['/api/rooms/Upper', 400, 'bad_room'],
    [`/api/rooms/${'x'.repeat(65)}`, 400, 'bad_room'],
    ['/api/rooms/a%20b/messages', 400, 'bad_room'],
    ['/api/rooms/a%2Fb/poll', 400, 'bad_room'],
    ['/api/rooms/%00', 400, 'bad_room'],
    ['/api/rooms/../../etc', 404, 'not_found'],
    ['/api/nothing', 404, 'not_found'],
    ['/api/rooms/lobby/messages?limit=0', 400, 'bad_request'],
    ['/api/rooms/lobby/messages?limit=1000', 400, 'bad_request'],
    ['/api/rooms/lobby/messages?before=nonsense', 400, 'bad_request'],
    ['/api/rooms/lobby/messages?before=abc-5', 400, 'bad_request'],
    ['/api/rooms/lobby/socket', 400, 'bad_request'],
  ];
  it.each(paths)('%s returns %i %s [R1] [R71]', async (path, status, code) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('that is not a valid room closes a socket with 4000 and a reason [R1] [R11]', async () => {
    const person = await TestClient.connect('No Room');
    expect(await person.waitForClose()).toMatchObject({ code: 4000, reason: 'bad_room' });
    expect(person.received[0]).toMatchObject({ type: 'error', code: 'bad_room' });
  });
});

describe('a POST', () => {
  const cases: readonly [what: string, init: () => RequestInit, status: number, code: string][] = [
    ['without a token', () => json(text('x')), 401, 'unauthorized'],
    [
      'as a form',
      () => ({
        ...json(text('x'), ann.token),
        headers: { Authorization: `Bearer ${ann.token}`, 'Content-Type': 'text/plain' },
      }),
      415,
      'unsupported_media_type',
    ],
    [
      'as something that only begins like JSON',
      () => ({
        ...json(text('x'), ann.token),
        headers: {
          Authorization: `Bearer ${ann.token}`,
          'Content-Type': 'application/json-patch+json',
        },
      }),
      415,
      'unsupported_media_type',
    ],
    ['that is no JSON', () => json('{', ann.token), 400, 'bad_request'],
    ['with an extra field', () => json({ text: 'x', user: 'root' }, ann.token), 400, 'bad_request'],
    ['without a text', () => json({}, ann.token), 400, 'bad_request'],
    ['too large', () => json({ text: 'x'.repeat(20_000) }, ann.token), 413, 'too_large'],
    [
      'with two keys',
      () => ({
        ...json({ text: 'x', cid: 'a' }, ann.token),
        headers: { ...json({}, ann.token).headers, 'Idempotency-Key': 'b' },
      }),
      400,
      'bad_request',
    ],
    [
      'with a key that is none',
      () => ({
        ...json({ text: 'x' }, ann.token),
        headers: { ...json({}, ann.token).headers, 'Idempotency-Key': 'a b' },
      }),
      400,
      'bad_request',
    ],
  ];
  it.each(cases)('%s is rejected [R70]', async (_what, init, status, code) => {
    const response = await ask(`/api/rooms/${room}/messages`, init());
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } });
    await expectNoHarm();
  });

  it('for another person’s message changes nothing', async () => {
    const { id } = (await witness.waitForFrame('message')) as FrameOf<'message'>;
    const frames = [
      { type: 'edit', id, text: 'mine now' },
      { type: 'delete', id },
    ];
    // A person without errors: Ann may have used up her allowance by now.
    const { token } = await session('Stranger');
    const response = await ask(`/api/rooms/${room}/frames`, json(frames, token));
    expect(await response.json()).toMatchObject([{ code: 'not_allowed' }, { code: 'not_allowed' }]);
    await expectNoHarm();
  });
});
