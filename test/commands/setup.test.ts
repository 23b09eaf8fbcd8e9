import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from './checkout.ts';
import { type Command, node } from './command.ts';
import { allGone, treeOf } from './processes.ts';
import { npm, pack, project } from './stand-in-project.ts';

const INSTALLING = 'Installing what Edgewise needs';

test('a fresh clone installs, and runs the command under its own Node', async () => {
  const folder = project();
  const first = setup(folder, 'probe.cjs', 'a b');
  expect(await first.ended, first.output()).toBe(0);
  expect(first.output()).toContain(INSTALLING);
  expect(answer(first)).toEqual({
    own: true,
    cwd: folder,
    args: ['a b'],
    bin: join(folder, 'node_modules', '.bin'),
  });
});

test('an existing installation is left alone', async () => {
  const folder = project();
  await setup(folder).ended;
  const again = setup(folder, 'probe.cjs');
  expect(await again.ended).toBe(0);
  expect(again.output()).not.toContain(INSTALLING);
  expect(answer(again).own).toBe(true);
});

test.each([
  ['the lock file has changed', (folder: string) => pack(folder, '24.0.1')],
  ['an installation was cut short', cutShort],
])('it installs again when %s', async (_, change) => {
  const folder = project();
  await setup(folder).ended;
  change(folder);
  const again = setup(folder);
  expect(await again.ended, again.output()).toBe(0);
  expect(again.output()).toContain(INSTALLING);
  const installed = readFileSync(join(folder, 'node_modules/node/package.json'), 'utf8');
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  expect(JSON.parse(installed).version).toBe(wanted.packages['node_modules/node'].version);
});

test('programs that a blocked install script left out are repaired', async () => {
  const folder = project();
  const command = setup(folder, 'probe.cjs', { npm_config_ignore_scripts: 'true' });
  expect(await command.ended, command.output()).toBe(0);
  expect(command.output()).toContain('Mending what an install script has left out: node.');
  expect(answer(command).own).toBe(true);
});

test('the target of a link is not overwritten', async () => {
  const [folder, elsewhere] = [project(), emptyFolder()];
  symlinkSync(elsewhere, join(folder, 'node_modules'));
  writeFileSync(join(elsewhere, 'precious'), '');
  const command = setup(folder, 'probe.cjs');
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain('The folder node_modules is a link');
  expect(existsSync(join(elsewhere, 'precious'))).toBe(true);
});

test('a program that cannot be repaired is reported with what to do', async () => {
  const folder = project({ installScript: '' });
  const command = setup(folder, 'probe.cjs');
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain(
    'The program node in node_modules does not run. Remove the folder',
  );
  expect(command.output()).not.toContain('    at ');
});

test('two concurrent commands install once', async () => {
  const folder = project();
  const both = [setup(folder, 'probe.cjs'), setup(folder, 'probe.cjs')];
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
  expect(both.filter((one) => one.output().includes(INSTALLING))).toHaveLength(1);
  expect(both.every((one) => answer(one).own)).toBe(true);
});

test('the lock of a killed command blocks nobody', async () => {
  const folder = project();
  mkdirSync(join(folder, '.wrangler'));
  const dead = node(['-e', ''], { cwd: folder });
  await dead.ended;
  writeFileSync(join(folder, '.wrangler/setup.lock'), String(dead.pid));
  expect(await setup(folder).ended).toBe(0);
});

test.each(['16.20.2', '18.20.8'])(
  'Node %s is told what is needed, and nothing else happens',
  async (version) => {
    const folder = project();
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    const command = node(
      ['--import', `data:text/javascript,${pretend}`, 'scripts/setup.mjs', 'probe.cjs'],
      {
        cwd: folder,
      },
    );
    expect(await command.ended).toBe(1);
    expect(command.output().trim()).toMatch(
      new RegExp(`^Edgewise needs Node 20 or newer, and this is Node ${version}: install .*\\.$`),
    );
  },
);

test('a manual `npm ci` is enough', async () => {
  const folder = project();
  npm(folder, 'ci');
  const command = setup(folder, 'probe.cjs');
  expect(await command.ended).toBe(0);
  expect(command.output()).not.toContain(INSTALLING);
});

test('the command is killed along with it', async () => {
  const folder = project();
  writeFileSync(join(folder, 'stay.cjs'), "console.log('here'); setInterval(() => {}, 1000);");
  const command = setup(folder, 'stay.cjs');
  await command.says('here');
  const tree = treeOf(command.pid);
  expect(tree).toHaveLength(2);
  command.child.kill('SIGKILL');
  await allGone(tree);
});

/** npm removes the folder first, and writes its lock file last. */
function cutShort(folder: string): void {
  for (const name of ['.edgewise-lock', '.package-lock.json'])
    rmSync(join(folder, 'node_modules', name));
}

function setup(folder: string, ...rest: (string | Record<string, string>)[]): Command {
  const args = rest.filter((one) => typeof one === 'string');
  const env = rest.find((one) => typeof one === 'object');
  return node(['scripts/setup.mjs', ...args], {
    cwd: folder,
    env: { npm_config_offline: 'true', ...env },
  });
}

function answer(command: Command): { own: boolean; cwd: string; args: string[]; bin: string } {
  return JSON.parse(command.output().trim().split('\n').at(-1) ?? '');
}
