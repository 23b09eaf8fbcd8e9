import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { ask, json, newRoom, type Session, session, TestClient } from './support/test-client.ts';

const tampered = ({ token }: Session): string => {
  const [head, body, signature] = token.split('.');
  const claims = JSON.parse(atob(body ?? ''));
  return [
    head,
    btoa(JSON.stringify({ ...claims, sub: 'root' })).replace(/=+$/, ''),
    signature,
  ].join('.');
};

const forged = (alg: string, key: string) =>
  new SignJWT({ name: 'Root' })
    .setProtectedHeader({ alg })
    .setIssuer('edgewise')
    .setSubject('root')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(key));

const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"root","name":"Root","iss":"edgewise","exp":9999999999}')}.`;

describe('an invalid token', () => {
  const tokens: readonly [what: string, make: () => Promise<string> | string][] = [
    ['tampered with', async () => tampered(await session('Ann'))],
    ['signed by another', () => forged('HS256', 'another-secret-another-secret-another')],
    ['signed by another algorithm', () => forged('HS512', 'only-for-tests-only-for-tests-only')],
    ['signed by nobody', () => unsigned.replaceAll('=', '')],
    ['nonsense', () => 'nonsense'],
    ['far too long', () => 'x'.repeat(5000)],
  ];
  it.each(tokens)('(%s) is rejected [R3]', async (_what, make) => {
    const token = await make();
    const room = newRoom();
    const known = { token, user: { id: 'root', name: 'Root' } };
    const person = await TestClient.connect(room, { session: known });
    expect(await person.waitForClose()).toEqual({ code: 4003, reason: 'unauthorized' });
    expect(person.received.map(({ type }) => type)).toEqual(['error', 'bye']);
    const posts: [path: string, body: unknown][] = [
      [`/api/rooms/${room}/messages`, { text: 'x' }],
      [`/api/rooms/${room}/frames`, { type: 'message', text: 'x' }],
      ['/api/session', {}],
    ];
    for (const [path, body] of posts) {
      const response = await ask(path, json(body, token));
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain(token);
    }
  });
});

const signed = (claims: Record<string, unknown>) =>
  new SignJWT({ name: 'Root', sub: 'root', exp: 9_999_999_999, ...claims } as Record<
    string,
    unknown
  >)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('edgewise')
    .sign(new TextEncoder().encode('only-for-tests-only-for-tests-only'));

describe('a token signed with the operator’s secret [R8]', () => {
  it.each([
    ...[null, '', 7, true, ['root'], { id: 'root' }, 'assistant', 'Assistant', 'assist\u00adant'],
    ...['a b', 'a\u0000b', 'a\u202eb', '\u200b', 'x'.repeat(129)],
  ])('is rejected with the id %j', (sub) => opensNothing({ sub }));
  it.each([
    ...[null, '', 7, ['Ann'], ' ', 'x'.repeat(41), 'a\nb', 'a\u202eb', '\u3164', '\u0301'],
    ...['Assistant', 'Аssistant', 'assistant 🤖'],
  ])('is rejected with the name %j', (name) => opensNothing({ name }));
  it.each([1e300, 9e15, '9999999999', null])('is rejected with the expiry %j', (exp) =>
    opensNothing({ exp }),
  );

  async function opensNothing(claims: Record<string, unknown>): Promise<void> {
    const token = await signed(claims);
    const room = newRoom();
    const person = await TestClient.connect(room, {
      session: { token, user: { id: 'root', name: 'Root' } },
    });
    expect(await person.waitForClose()).toEqual({ code: 4003, reason: 'unauthorized' });
    const posts: [path: string, body: unknown][] = [
      [`/api/rooms/${room}/messages`, { text: 'x' }],
      [`/api/rooms/${room}/frames`, { type: 'message', text: 'x' }],
      ['/api/session', {}],
    ];
    for (const [path, body] of posts)
      expect((await ask(path, json(body, token))).status, path).toBe(401);
  }

  it('is accepted with the operator’s id and name, without invisible characters', async () => {
    const id = 'auth0|jörg@example.org';
    const token = await signed({ sub: id, name: 'Jo\u200brg ' });
    const renewed = (await (await ask('/api/session', json({}, token))).json()) as Session;
    expect(renewed.user).toMatchObject({ id, name: 'Jorg' });
  });
});

describe('a reserved name [R7]', () => {
  const NAMES = [
    'Assistant',
    'assistant',
    'Assist\u200bant',
    'Аssistant',
    'ASS1STANT',
    '@Assistant',
  ];

  it.each(NAMES)('%j is not available to guests, new or renamed', async (name) => {
    const ann = await session('Ann');
    for (const token of [undefined, ann.token]) {
      const refused = await ask('/api/session', json({ name }, token));
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { code: 'bad_request' } });
    }
  });

  it('is not available to plain clients, in a room or at /ws', async () => {
    const room = newRoom();
    const plain = await TestClient.connect(room, { plain: true });
    const { you } = await plain.waitForFrame('welcome');
    plain.send({ type: 'join', name: 'Assistant' });
    expect((await plain.waitForFrame('error')).code).toBe('bad_request');
    await plain.post('hello');
    expect((await plain.waitForFrame('message')).user).toEqual({ id: you.id, name: you.name });

    const response = await ask('/ws', { headers: { Upgrade: 'websocket' } });
    const heard: string[] = [];
    response.webSocket?.addEventListener('message', ({ data }) => void heard.push(String(data)));
    response.webSocket?.accept();
    response.webSocket?.send(JSON.stringify({ type: 'join', room, name: 'Аssistant' }));
    await expect.poll(() => heard.join()).toContain('"bad_request"');
    response.webSocket?.send(JSON.stringify({ type: 'join', room, name: 'Ben' }));
    await expect.poll(() => heard.join()).toContain('"welcome"');
    expect(heard.join()).toContain('"name":"Ben"');
    response.webSocket?.close();
  });
});

describe('a client without a token', () => {
  it('is a reader with the subprotocol, and is told how to write [R4] [I15]', async () => {
    const room = newRoom();
    const reader = await TestClient.connect(room);
    expect((await reader.waitForFrame('welcome')).you.role).toBe('reader');
    for (const command of [
      { type: 'message', text: 'x' },
      { type: 'typing', on: true },
      { type: 'read', seq: 1 },
    ])
      reader.send(command);
    reader.send({ type: 'who' });
    await reader.waitForFrame('presence', ({ members }) => members !== undefined);
    const errors = reader.received.filter((frame) => frame.type === 'error');
    expect(errors.map(({ code }) => code)).toEqual([
      'unauthorized',
      'unauthorized',
      'unauthorized',
    ]);
  });

  it('is a guest with a plain socket, named by join or by its commands [R4]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const plain = await TestClient.connect(room, { plain: true });
    const { you } = await plain.waitForFrame('welcome');
    expect(you).toMatchObject({ role: 'guest', name: expect.stringMatching(/^Guest \d{4}$/) });
    plain.send({ type: 'join', room, name: 'Bob' });
    plain.send({ type: 'message', text: 'hello' });
    expect(await ann.waitForFrame('message')).toMatchObject({ user: { id: you.id, name: 'Bob' } });
    await ann.waitForFrame(
      'presence',
      ({ joined }) => joined?.some(({ name }) => name === 'Bob') === true,
    );
  });

  it('is named by a join in the same array as its message', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const plain = await TestClient.connect(room, { plain: true });
    await plain.waitForFrame('live');
    plain.send([
      { type: 'join', name: 'Bob' },
      { type: 'message', text: 'hello' },
    ]);
    expect((await ann.waitForFrame('message')).user.name).toBe('Bob');
    expect((await plain.waitForFrame('message')).user.name).toBe('Bob');
    plain.send({ type: 'who' });
    const { members } = await plain.waitForFrame(
      'presence',
      ({ members }) => members !== undefined,
    );
    expect(members?.map(({ name }) => name).sort()).toEqual(['Ann', 'Bob']);
  });

  it('may not use another subprotocol [R10]', async () => {
    const response = await ask(`/api/rooms/${newRoom()}/socket`, {
      headers: { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'edgewise.v9' },
    });
    expect(response.headers.get('Sec-WebSocket-Protocol')).toBe('edgewise.v9');
    let code = 0;
    response.webSocket?.addEventListener('close', (event) => {
      code = event.code;
    });
    response.webSocket?.accept();
    await expect.poll(() => code).toBe(4001);
  });

  it.each(['edgewise.v2, edgewise.v1', 'edgewise.v1, edgewise.v2'])(
    'is connected if it offers another version besides ours: %s [R10]',
    async (offered) => {
      const response = await ask(`/api/rooms/${newRoom()}/socket`, {
        headers: { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': offered },
      });
      expect(response.headers.get('Sec-WebSocket-Protocol')).toBe('edgewise.v1');
      response.webSocket?.accept();
      response.webSocket?.close();
    },
  );
});

describe('a session', () => {
  it('gives a guest an identity, with or without a name [R2]', async () => {
    const named = (await (
      await ask('/api/session', json({ name: '  Ann   B ' }))
    ).json()) as Session;
    expect(named.user).toMatchObject({ name: 'Ann B', role: 'guest' });
    expect((await ask('/api/session', json([]))).status).toBe(400);
    const unnamed = (await (await ask('/api/session', json({}))).json()) as Session;
    expect(unnamed.user.name).toMatch(/^Guest \d{4}$/);
    expect(unnamed.user.id).not.toBe(named.user.id);
  });

  it.each([
    [''],
    [' '],
    ['x'.repeat(41)],
    ['a\nb'],
    ['\u200e'],
    ['\u202eevil'],
    ['\u0000'],
    [7],
    [{}],
  ])('rejects a name like %j', async (name) => {
    expect((await ask('/api/session', json({ name }))).status).toBe(400);
  });
});
