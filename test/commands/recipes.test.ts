import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WRANGLER, wranglerEnvironment } from '../../scripts/wrangler.ts';
import { examplesIn, exampleUnder, lend, placed, projectWithSdk } from '../support/sdk.ts';
import { Server, START_MS } from '../support/server.ts';
import { until } from '../support/until.ts';
import { ROOT } from './checkout.ts';
import { node } from './command.ts';

const RECIPES = 'docs/recipes.md';
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

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

/** Writes a recipe into the project as a program for a room of its own. */
function write(title: string, room: string): string {
  const name = `${room}.js`;
  writeFileSync(join(project, name), placed(exampleUnder(title, RECIPES), server.origin, room));
  return name;
}

async function said(room: string): Promise<[name: string, text: string][]> {
  const response = await fetch(server.room(room, '/messages'));
  const { messages } = (await response.json()) as {
    messages: { user: { name: string }; text: string }[];
  };
  return messages.map(({ user, text }) => [user.name, text]);
}

describe('recipes', () => {
  test('compile if they are programs', async () => {
    lend(project, 'preact', '@preact/signals', '@preact/signals-core');
    const programs = examplesIn(RECIPES).filter(({ language }) => language !== 'sh');
    expect(programs.length).toBeGreaterThan(7);
    const files = programs.map(({ code }, i) => {
      const name = `recipe-${i}.tsx`;
      // Alone in a file, each is a module, whatever it imports.
      writeFileSync(join(project, name), `${code}\nexport {};\n`);
      return name;
    });
    const compilerOptions = {
      ...{ strict: true, noEmit: true, types: [], lib: ['ES2024', 'DOM', 'DOM.Iterable'] },
      ...{ target: 'ES2024', module: 'ESNext', moduleResolution: 'Bundler', skipLibCheck: true },
      ...{ jsx: 'react-jsx', jsxImportSource: 'preact' },
      paths: { react: ['./node_modules/preact/compat'] },
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const compiling = node([TSC, '-p', '.'], { cwd: project });
    const code = await compiling.ended;
    expect({ code, said: compiling.output() }).toEqual({ code: 0, said: '' });
  });

  test('stream the assistant’s answer, and end the program with it', async () => {
    const asking = node([write('The assistant, word by word', 'words')], { cwd: project });
    expect(await asking.ended, asking.output()).toBe(0);
    const whole = (await said('words')).at(-1)?.[1] ?? '';
    expect(whole).toContain('- **help**: this list');
    expect(asking.output()).toContain(whole);
    // Its beginning was there before the whole.
    const [beginning = ''] = whole.split('\n');
    expect(asking.output().split(beginning).length).toBeGreaterThan(4);
  });

  test('run a bot that replies, even to what it missed', async () => {
    const bot = write('A bot in Node that answers', 'bot');
    const running = node([bot], { cwd: project });
    const ask = await asker('bot', 'Ann');
    await until('the bot is here', async () => (await ask.online()).includes('Clock'));
    await ask.say('What time is it?');
    await until('it answers', async () => (await said('bot')).some(([name]) => name === 'Clock'));
    expect(running.child.exitCode).toBeNull();
    expect((await said('bot')).map(([name]) => name)).toEqual(['Ann', 'Clock']);
  });

  test('publish once from a backend, however often it retries', async () => {
    const publishing = node([write('Publish from a backend', 'backend')], { cwd: project });
    expect(await publishing.ended, publishing.output()).toBe(0);
    expect(publishing.output()).toBe('first 201\nagain 200\n');
    expect(await said('backend')).toEqual([['Shop', 'Order 1234 is paid.']]);
  });

  test.skipIf(spawnSync('curl', ['--version']).status !== 0)('curl (skipped where none is)', () => {
    const script = placed(exampleUnder('curl', RECIPES), server.origin, 'curl');
    const { stdout, status } = spawnSync('sh', ['-ec', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('"text":"Deployed."');
    expect(stdout).toContain('"before":null');
  });

  test('post a message from another Worker', async () => {
    const folder = join(project, 'worker');
    mkdirSync(folder);
    const example = exampleUnder('In another Worker', RECIPES);
    writeFileSync(join(folder, 'index.js'), placed(example, server.origin, 'worker'));
    const config = { name: 'other', main: 'index.js', compatibility_date: '2026-11-02' };
    writeFileSync(join(folder, 'wrangler.json'), JSON.stringify(config));
    const other = node(
      [
        WRANGLER,
        'dev',
        '--ip=127.0.0.1',
        '--port=0',
        '--inspector-port=0',
        '--show-interactive-dev-session=false',
      ],
      { cwd: folder, env: wranglerEnvironment() },
    );
    try {
      await other.says('Ready on');
      const [, origin = ''] = /Ready on (\S+)/.exec(other.output()) ?? [];
      const response = await fetch(origin);
      expect(await response.json(), other.output()).toMatchObject({ ok: true });
      expect(await said('worker')).toEqual([['Worker', 'Somebody asked me.']]);
    } finally {
      // With SIGTERM: SIGKILL would leave its workerd running.
      other.child.kill('SIGTERM');
      await other.ended;
    }
  });
});

/** A person over plain HTTP. */
async function asker(room: string, name: string) {
  const headers = { 'Content-Type': 'application/json' };
  const post = async (url: string, body: unknown, token = '') => {
    const authorization = token && { Authorization: `Bearer ${token}` };
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, ...authorization },
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return response.json();
  };
  const { token } = (await post(`${server.origin}/api/session`, { name })) as { token: string };
  return {
    say: (text: string) => post(server.room(room, '/messages'), { text }, token),
    async online(): Promise<string> {
      return JSON.stringify(await post(server.room(room, '/frames'), { type: 'who' }, token));
    },
  };
}
