import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUDGETS, gzipSize } from '../../scripts/budgets.ts';
import { bundleSdk, SDK_ENTRIES } from '../../scripts/bundle-sdk.ts';
import { exampleUnder, lend, placed, projectWithSdk } from '../support/sdk.ts';
import { Server, START_MS } from '../support/server.ts';
import { ROOT } from './checkout.ts';
import { node, run } from './command.ts';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
/** A large package that only benchmarks need; `npm ci` in bench/ installs it. */
const BUN = join(ROOT, 'bench/node_modules/.bin/bun');

let server: Server;
let project: string;
beforeAll(async () => {
  project = projectWithSdk();
  server = await Server.start();
}, START_MS * 2);
afterAll(async () => {
  rmSync(dirname(project), { recursive: true, force: true });
  await server?.stop();
});

const README = () => exampleUnder('@edgewise/client', 'sdk/README.md');

describe('the package', () => {
  const read = (name: string) =>
    readFileSync(join(project, 'node_modules/@edgewise/client', name), 'utf8');

  test('contains what it needs, needs nothing else, and fits', () => {
    const manifest = JSON.parse(read('package.json'));
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: '@edgewise/client', version, type: 'module' });
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !/^\./.test(name))).toEqual([
      '@edgewise',
    ]);
    expect(gzipSize(Buffer.from(read('index.js')))).toBeLessThanOrEqual(BUDGETS['SDK, by itself']);
  });

  test('contains its license, and those of the bundled packages', () => {
    expect(read('LICENSE')).toContain('MIT License');
    const notices = read('THIRD_PARTY_LICENSES.txt');
    expect(notices).toMatch(/^partysocket .*\nLicense: MIT$/m);
    expect(notices).toMatch(/^eventsource-parser .*\nLicense: MIT$/m);
    expect(notices).toMatch(/^idb-keyval .*\nLicense: Apache-2.0$/m);
  });

  test('reveals nothing of where it was built, or of the rest of the app', () => {
    const files = readdirSync(join(project, 'node_modules/@edgewise/client'));
    const ours = files.filter((name) => /\.(js|ts|json)$/.test(name));
    expect(ours.length).toBeGreaterThan(2 * Object.keys(SDK_ENTRIES).length);
    for (const name of ours) {
      expect(read(name)).not.toContain(ROOT);
      expect(read(name)).not.toMatch(/valibot|preact|workers-types|[^d]\.ts['"]/);
    }
  });
});

describe('its entries', () => {
  test('share no state: each file has a copy of what it uses', async () => {
    const { files } = await bundleSdk();
    const users = new Map<string, number>();
    for (const source of files.flatMap(({ sources }) => sources))
      users.set(source, (users.get(source) ?? 0) + 1);
    const shared = [...users].flatMap(([source, count]) => (count > 1 ? [source] : []));
    expect(shared).toContain('src/client/core/value.ts');
    for (const source of shared) {
      const text = readFileSync(join(ROOT, source), 'utf8');
      expect(text, source).not.toMatch(
        /^(export )?(let|var) |^(export )?const [^=]*= (new )?(Map|WeakMap|Set|WeakSet)\b/m,
      );
      // Nor may it matter which copy of a class created an object.
      expect(text, source).not.toMatch(/instanceof (?!Error)/);
    }
  });

  test('are found by their paths, and work outside of a browser as far as possible', async () => {
    const program = `
      import { indexedOutbox } from '@edgewise/client/outbox';
      import { overlay } from '@edgewise/client/overlay';
      import { storedReads, storedSession, storedTransport } from '@edgewise/client/storage';
      import { followUnread, unreadIn } from '@edgewise/client/unread';
      const [user, timestamp] = [{ id: 'u1', name: 'Ada' }, 0];
      const message = { seq: 1, id: 'e-1', version: 1, user, text: 'Hello', timestamp };
      const command = { type: 'edit', cid: 'c', id: 'e-1', text: 'Hello!' };
      const entry = { cid: 'c', command, userId: 'u1', queuedAt: 0, status: 'pending' };
      console.log(overlay([message], [entry])[0].text, unreadIn([message], 0, 'u2').count);
      const denied = () => { throw new Error('denied'); };
      const session = { token: 't', user, expiresAt: 1 };
      storedSession(denied).save(session);
      storedTransport(denied).save('polling');
      const reads = storedReads('lobby', denied);
      reads.save('u1', 'e-1');
      console.log(reads.load('u1'), typeof followUnread, typeof indexedOutbox);
    `;
    writeFileSync(join(project, 'entries.js'), program);
    const running = node(['entries.js'], { cwd: project });
    expect(await running.ended, running.output()).toBe(0);
    expect(running.output()).toBe('Hello! 1\ne-1 function function\n');
  });
});

describe('its types are self-contained', () => {
  const CONSUMER = `
    import { type Chat, connect, type ConnectionState, type Message, type Result } from '@edgewise/client';
    import { indexedOutbox } from '@edgewise/client/outbox';
    import { overlay } from '@edgewise/client/overlay';
    import { followUnread, type UnreadCount, unreadIn } from '@edgewise/client/unread';
    const chat: Chat = connect({ server: 'https://chat.example', room: 'lobby', strategy: 'fixed' });
    const link: ConnectionState = chat.state.get();
    if (link.at === 'waiting') console.log(link.until, link.reason.message);
    const texts = chat.messages.get().map(({ user, text, timestamp }: Message) => [user.name, text, timestamp]);
    const said: Result<{ id: string; seq: number }> = await chat.send(texts.join());
    if (!said.ok) console.log(said.fault.code.toUpperCase());
    for (const { command, status } of chat.outbox.get()) if (command.type === 'react') console.log(command.emoji, status);
    const end: () => void = chat.presence.subscribe(({ online }) => console.log(online + 1));
    end();
    const kept = connect({ server: 'https://chat.example', room: 'lobby', keepOutbox: indexedOutbox });
    const edited: string | undefined = overlay(kept.messages.get(), kept.outbox.get())[0]?.text;
    const counting: UnreadCount = followUnread(kept);
    console.log(edited, counting.unread.get().first?.seq.toFixed(), unreadIn([], 0, null).more);
    // @ts-expect-error -- a room is needed
    connect({ server: 'https://chat.example' });
    // @ts-expect-error -- a chat comes from connect()
    new Chat();
    // @ts-expect-error -- not any
    chat.messages.get().push('x');
  `;

  test.each([
    ['a browser', ['ES2024', 'DOM'], []],
    ['Node', ['ES2024'], ['@types/node']],
    ['a Worker', ['ES2024'], ['@cloudflare/workers-types']],
  ])('in %s', async (_, lib, types) => {
    lend(project, ...types);
    writeFileSync(join(project, 'consumer.ts'), CONSUMER);
    writeFileSync(join(project, 'readme.ts'), README().code);
    const compilerOptions = {
      lib,
      types: types.map((name) => name.replace('@types/', '')),
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
      ...{ target: 'ES2024', module: 'NodeNext' },
    };
    const files = ['consumer.ts', 'readme.ts'];
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const compiling = node([TSC, '-p', '.'], { cwd: project });
    const code = await compiling.ended;
    expect({ code, said: compiling.output() }).toEqual({ code: 0, said: '' });
  });
});

describe('from CommonJS', () => {
  const PROGRAM = `
    import { connect, type Chat } from '@edgewise/client';
    import { onFrame } from '@edgewise/client/frames';
    import { overlay } from '@edgewise/client/overlay';
    import { useChatTransport } from '@edgewise/client/use-chat';
    const [server, room] = process.argv.slice(2) as [string, string];
    const chat: Chat = connect({ server, room });
    onFrame(chat, 'changed', ({ message }) => console.log(message.text.trim()));
    chat.messages.subscribe((messages) => {
      const last = overlay(messages, chat.outbox.get()).at(-1);
      if (last) console.log(last.user.name + ': ' + last.text, typeof useChatTransport);
    });
    void chat.setName('Ada').then(() => chat.send('Hello!'));
    // @ts-expect-error -- not a frame of the room
    onFrame(chat, 'nonsense', () => {});
  `;

  test('a TypeScript project compiles and runs', async () => {
    const folder = join(project, 'commonjs');
    mkdirSync(folder, { recursive: true });
    lend(project, '@types/node');
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'commonjs' }));
    writeFileSync(join(folder, 'program.ts'), PROGRAM);
    const compilerOptions = {
      ...{ target: 'ES2022', module: 'Node16', lib: ['ES2024'], types: ['node'] },
      ...{ strict: true, skipLibCheck: false, outDir: '.' },
    };
    const files = ['program.ts'];
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const compiling = node([TSC, '-p', '.'], { cwd: folder });
    const code = await compiling.ended;
    expect({ code, said: compiling.output() }).toEqual({ code: 0, said: '' });
    expect(readFileSync(join(folder, 'program.js'), 'utf8')).toContain(
      'require("@edgewise/client")',
    );
    const running = node(['program.js', server.origin, 'in-commonjs'], { cwd: folder });
    await running.says('Ada: Hello! function');
  });
});

const NO_WEBSOCKETS = `
  globalThis.WebSocket = class extends EventTarget {
    readyState = 0;
    binaryType = 'blob';
    constructor() {
      super();
      setTimeout(() => {
        this.readyState = 3;
        this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' }));
      });
    }
    close() {}
  };
`;

describe('the example of its README runs', () => {
  const write = (name: string, origin: string, room: string) => {
    writeFileSync(join(project, name), placed(README(), origin, room));
    return name;
  };

  test('in Node', async () => {
    const example = node([write('node.js', server.origin, 'in-node')], { cwd: project });
    await example.says('Ada: Hello!');
  });

  test('in Node with WebSockets blocked, over lazily loaded transports', async () => {
    writeFileSync(join(project, 'block.js'), NO_WEBSOCKETS);
    const file = write('blocked.js', server.origin, 'blocked');
    await node(['--import', './block.js', file], { cwd: project }).says('Ada: Hello!');
  });

  // Visible when skipped: the report shows the reason as part of the name.
  test.skipIf(!existsSync(BUN))('in Bun (skipped where bench/node_modules has none)', async () => {
    const file = write('bun.js', server.origin, 'in-bun');
    await run(BUN, [file], { cwd: project }).says('Ada: Hello!');
  });
});
