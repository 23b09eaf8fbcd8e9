import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { waitFor } from '../support/wait-for.ts';
import { checkout, ROOT } from './checkout.ts';
import { type Command, node, run } from './command.ts';
import { allGone, treeOf } from './processes.ts';

const START = ['scripts/setup.mjs', 'scripts/start.ts'];

test.each(['127.0.0.1', '::1'])(
  'a port that is in use on %s is reported in a sentence',
  async (host) => {
    const { port, server } = await takenPort(host);
    onTestFinished(() => void server.close());
    const command = node(START, { cwd: ROOT, env: { PORT: String(port) } });
    expect(await command.ended).toBe(1);
    expect(command.output().trim()).toBe(
      `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=8788 npm start`,
    );
  },
);

test.each(['abc', '0', '65536', '-1', '80.5', '1e3'])(
  'PORT=%s is reported in a sentence',
  async (text) => {
    const command = node(START, { cwd: ROOT, env: { PORT: text } });
    expect(await command.ended).toBe(1);
    expect(command.output().trim()).toBe(
      `PORT has to be a whole number from 1 to 65535, and is "${text}". Try: PORT=8788 npm start`,
    );
  },
);

test('a source that cannot be built is named, and nothing stays behind', async () => {
  const folder = checkout();
  writeFileSync(join(folder, 'src/page/main.tsx'), 'const oops = ;\n');
  const command = node(START, { cwd: folder, env: { PORT: String(await freePort()) } });
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain('src/page/main.tsx:1:14');
  expect(command.output()).not.toContain('node:internal');
});

test('an invalid setting of the assistant is reported in a sentence', async () => {
  const folder = checkout();
  writeFileSync(join(folder, '.dev.vars'), 'AI_PROVIDER=anthropic\n');
  const command = node(START, { cwd: folder, env: { PORT: String(await freePort()) } });
  expect(await command.ended).toBe(1);
  expect(command.output().trim()).toBe(
    'ANTHROPIC_API_KEY must be set for anthropic. (Settings are in .dev.vars.)',
  );
});

test('it serves the chat, keeps its secret and state, and stops when told to', async () => {
  const folder = checkout();
  const first = await started(folder);
  // The gallery is for developers.
  expect((await fetch(`${first.origin}/states/conversation`)).status).toBe(404);
  expect(existsSync(join(folder, 'public/states'))).toBe(false);
  const page = await fetch(`${first.origin}/`);
  expect(page.status).toBe(200);
  expect(await page.text()).toMatch(/src="\/assets\/main-[\w-]{8}\.js"/);

  const secrets = readFileSync(join(folder, '.dev.vars'), 'utf8');
  expect(secrets).toMatch(/^EDGEWISE_SECRET=[\w-]{43}\n$/);
  expect(statSync(join(folder, '.dev.vars')).mode & 0o777).toBe(0o600);
  expect(first.command.output()).not.toContain(secrets.slice(secrets.indexOf('=') + 1).trim());

  await stopsCleanly(first.command, 'SIGTERM');
  expect(existsSync(join(folder, '.wrangler/state'))).toBe(true);

  const second = await started(folder);
  expect(readFileSync(join(folder, '.dev.vars'), 'utf8')).toBe(secrets);
  await stopsCleanly(second.command, 'SIGINT');
});

test('an unreachable provider is reported once the chat is running; a kill also stops workerd', async () => {
  const folder = checkout();
  writeFileSync(join(folder, '.dev.vars'), 'AI_BASE_URL=http://127.0.0.1:9/v1\nAI_MODEL=m\n');
  const { command } = await started(folder);
  await command.says('AI_BASE_URL cannot be reached');
  const tree = treeOf(command.pid);
  command.child.kill('SIGKILL');
  await allGone(tree);
});

test('arguments after -- reach wrangler, and the chat ends on SIGTERM although npm does not pass it on', async () => {
  const folder = checkout();
  const port = await freePort();
  const command = run('npm', ['start', '--', '--persist-to=elsewhere'], {
    cwd: folder,
    env: { PORT: String(port) },
  });
  await command.says(`Edgewise is ready: http://localhost:${port}`);
  const tree = treeOf(command.pid);
  command.child.kill('SIGTERM');
  await allGone(tree);
  expect(existsSync(join(folder, 'elsewhere'))).toBe(true);
  expect(existsSync(join(folder, '.wrangler/state'))).toBe(false);
});

test('npm run dev shows the gallery, and rebuilds the page when its source changes', async () => {
  const folder = checkout();
  const { command, origin } = await started(folder, ['--verbose', '--states']);
  for (const path of ['/states', '/states/conversation'])
    expect((await fetch(origin + path)).status, path).toBe(200);
  const gallery = await (await fetch(`${origin}/states/conversation`)).text();
  const [script = 'none'] = gallery.match(/\/states\/main-[\w-]{8}\.js/) ?? [];
  expect((await fetch(origin + script)).status, script).toBe(200);
  const before = readdirSync(join(folder, 'public/assets'));
  writeFileSync(join(folder, 'src/page/page.css'), '.told-apart { color: red }\n');
  await waitFor(async () => {
    const html = await (await fetch(`${origin}/`)).text();
    const css = html.match(/\/assets\/page-[A-Z0-9]{8}\.css/)?.[0] ?? 'none';
    expect(await (await fetch(`${origin}${css}`)).text()).toContain('.told-apart');
  }, 60_000);
  expect(readdirSync(join(folder, 'public/assets'))).not.toEqual(before);
  await stopsCleanly(command, 'SIGTERM');
});

async function started(folder: string, args: string[] = []) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const command = node([...START, ...args], { cwd: folder, env: { PORT: String(port) } });
  await command.says(`Edgewise is ready: ${origin}`);
  return { command, origin };
}

async function stopsCleanly(command: Command, signal: NodeJS.Signals): Promise<void> {
  const tree = treeOf(command.pid);
  // The command, wrangler twice, and at least one workerd: otherwise the test proves nothing.
  expect(tree.length).toBeGreaterThanOrEqual(4);
  command.child.kill(signal);
  expect(await command.ended, command.output()).toBe(0);
  await allGone(tree);
}

async function takenPort(host: string): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, server };
}
