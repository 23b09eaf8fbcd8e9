import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { ask, json, newRoom, Person, type Session, session } from './support/people.ts';

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

describe('a token that is not ours', () => {
  const tokens: readonly [what: string, make: () => Promise<string> | string][] = [
    ['tampered with', async () => tampered(await session('Ann'))],
    ['signed by another', () => forged('HS256', 'another-secret-another-secret-another')],
    ['signed by another algorithm', () => forged('HS512', 'only-for-tests-only-for-tests-only')],
    ['signed by nobody', () => unsigned.replaceAll('=', '')],
    ['nonsense', () => 'nonsense'],
    ['far too long', () => 'x'.repeat(5000)],
  ];
  it.each(tokens)('(%s) opens nothing [R3]', async (_what, make) => {
    const token = await make();
    const room = newRoom();
    const known = { token, user: { id: 'root', name: 'Root' } };
    const person = await Person.connect(room, { session: known });
    expect(await person.isClosed()).toEqual({ code: 4003, reason: 'unauthorized' });
    expect(person.heard.map(({ type }) => type)).toEqual(['error', 'bye']);
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

describe('who has no token', () => {
  it('reads with the subprotocol, and is told how to write [R4] [I15]', async () => {
    const room = newRoom();
    const reader = await Person.connect(room);
    expect((await reader.hears('welcome')).you.role).toBe('reader');
    for (const command of [
      { type: 'message', text: 'x' },
      { type: 'typing', on: true },
      { type: 'read', seq: 1 },
    ])
      reader.send(command);
    reader.send({ type: 'who' });
    await reader.hears('presence', ({ members }) => members !== undefined);
    const errors = reader.heard.filter((frame) => frame.type === 'error');
    expect(errors.map(({ code }) => code)).toEqual([
      'unauthorized',
      'unauthorized',
      'unauthorized',
    ]);
  });

  it('is a guest with a plain socket, named by join or by what they do [R4]', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    const plain = await Person.connect(room, { plain: true });
    const { you } = await plain.hears('welcome');
    expect(you).toMatchObject({ role: 'guest', name: expect.stringMatching(/^Guest \d{4}$/) });
    plain.send({ type: 'join', room, name: 'Bob' });
    plain.send({ type: 'message', text: 'hello' });
    expect(await ann.hears('message')).toMatchObject({ user: { id: you.id, name: 'Bob' } });
    await ann.hears(
      'presence',
      ({ joined }) => joined?.some(({ name }) => name === 'Bob') === true,
    );
  });

  it('is named by a join in the same array as what they say', async () => {
    const room = newRoom();
    const ann = await Person.join(room, 'Ann');
    const plain = await Person.connect(room, { plain: true });
    await plain.hears('live');
    plain.send([
      { type: 'join', name: 'Bob' },
      { type: 'message', text: 'hello' },
    ]);
    expect((await ann.hears('message')).user.name).toBe('Bob');
    expect((await plain.hears('message')).user.name).toBe('Bob');
    plain.send({ type: 'who' });
    const { members } = await plain.hears('presence', ({ members }) => members !== undefined);
    expect(members?.map(({ name }) => name).sort()).toEqual(['Ann', 'Bob']);
  });

  it('speaks no other subprotocol [R10]', async () => {
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
});

describe('a session', () => {
  it('gives a guest an identity, with a name or without [R2]', async () => {
    const named = (await (
      await ask('/api/session', json({ name: '  Ann   B ' }))
    ).json()) as Session;
    expect(named.user).toMatchObject({ name: 'Ann B', role: 'guest' });
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
  ])('takes no name like %j', async (name) => {
    expect((await ask('/api/session', json({ name }))).status).toBe(400);
  });
});
