// `npm run deploy`: runs `wrangler deploy`, and generates the secret that signs tokens if the
// deployed Worker has none. The secret is never replaced, because that would log out everybody. A
// plain `wrangler deploy` keeps it, because wrangler.toml lists it as required.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSecret, SECRET_NAME } from './secret.ts';
import { stop } from './stop.ts';
import { WRANGLER, wranglerEnvironment } from './wrangler.ts';

// Options that select the Worker, and so whose secrets to list.
const BARE_TARGET = /^(--name|--env|-e|--config|-c|--profile)$/;
const TARGET = /^(--name|--env|-e|--config|-c|--profile)(=|$)/;

const args = process.argv.slice(2);

if (args.includes('--dry-run') || hasSecret()) process.exit(deploy(args));

// The secret is passed in a file, because other users of the machine can see arguments.
const folder = mkdtempSync(join(tmpdir(), 'edgewise-deploy-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'secrets.json');
writeFileSync(file, JSON.stringify({ [SECRET_NAME]: makeSecret() }), { mode: 0o600 });
console.log(`This chat has no ${SECRET_NAME} yet: one is made and deployed with it.`);
process.exit(deploy([...args, `--secrets-file=${file}`]));

function deploy(args: string[]): number {
  return wrangler(['deploy', ...args], 'inherit').status ?? 1;
}

/** Whether the deployed Worker has the secret. Cloudflare lists names, never values. */
function hasSecret(): boolean {
  const target = args.filter((arg, at) => TARGET.test(arg) || BARE_TARGET.test(args[at - 1] ?? ''));
  const { status, stdout, stderr } = wrangler(
    ['secret', 'list', '--format=json', ...target],
    'pipe',
  );
  if (status === 0) {
    return (JSON.parse(stdout) as { name: string }[]).some(({ name }) => name === SECRET_NAME);
  }
  const said = `${stdout}${stderr}`;
  if (/^.*Worker ".*" not found/m.test(said)) return false;
  if (!isLoggedIn())
    stop('Nobody is logged in to Cloudflare: run npx wrangler login, then npm run deploy again.');
  return stop(`Cloudflare could not be asked which secrets the chat has.\n${said.trim()}`);
}

function isLoggedIn(): boolean {
  return wrangler(['whoami', '--json'], 'pipe').status === 0;
}

function wrangler(args: string[], output: 'inherit' | 'pipe') {
  return spawnSync(process.execPath, [WRANGLER, ...args], {
    stdio: [output === 'inherit' ? 'inherit' : 'ignore', output, output],
    encoding: 'utf8',
    env: wranglerEnvironment(),
  });
}
