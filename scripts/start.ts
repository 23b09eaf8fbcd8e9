// `npm start` and `npm run dev`. Both run `wrangler dev`, whose `[build]` command bundles the page
// first.
//
// With a `[build]` command, wrangler (4.156.2) watches `watch_dir` (src), wrangler.toml and
// .dev.vars. At each change, it runs the command again and bundles the Worker again. Watching
// cannot be disabled, so `npm start` does it too. `npm run dev` adds wrangler's log (rebuilds,
// build errors and requests) and `/states`, the gallery of all UI states.
import { spawnSync } from 'node:child_process';
import { providerProblem, settingsProblem } from './assistant-check.ts';
import { localConfig } from './local-config.ts';
import { parsePort, whyNot } from './port.ts';
import { ensureLocalSecret } from './secret.ts';
import { stop } from './stop.ts';
import { isServing, startWranglerDev } from './wrangler-dev.ts';

const args = process.argv.slice(2);
const own = (flag: string): boolean => {
  const given = args[0] === flag;
  if (given) args.shift();
  return given;
};
const verbose = own('--verbose');
const states = own('--states');

const port = parsePort(process.env['PORT']);
if (port === undefined) {
  stop(
    `PORT has to be a whole number from 1 to 65535, and is "${process.env['PORT']}". Try: PORT=8788 npm start`,
  );
}
if (args.some((arg) => /^--port\b/.test(arg))) {
  stop('The port is chosen by PORT. Try: PORT=8788 npm start');
}

const other = port === 8788 ? 8789 : 8788;
const reason = await whyNot(port);
if (reason === 'busy') {
  stop(
    `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${other} npm start`,
  );
}
if (reason === 'forbidden') {
  stop(`Port ${port} is not open to this user. Choose another: PORT=${other} npm start`);
}

ensureLocalSecret('.dev.vars');
const wrong = settingsProblem('.');
if (wrong !== undefined) stop(`${wrong} (Settings are in .dev.vars.)`);

// Builds first: wrangler would hide a build error below its own stack trace.
process.env['EDGEWISE_STATES'] = states ? '1' : '0';
const builtAt = String(Date.now());
const environment = { ...process.env, WRANGLER_COMMAND: 'dev' };
const build = spawnSync(process.execPath, ['scripts/build.ts'], {
  stdio: 'inherit',
  env: environment,
});
if (build.status !== 0) stop('The page could not be built; the reason is above.');
process.env['EDGEWISE_BUILT_AT'] = builtAt;

const wrangler = startWranglerDev(
  [
    `--port=${port}`,
    '--inspector-port=0',
    '--show-interactive-dev-session=false',
    `--log-level=${verbose ? 'log' : 'warn'}`,
    ...(await localConfig('.')),
    ...args,
  ],
  (code) => process.exit(code),
);

if (await isServing(wrangler, `http://localhost:${port}`)) {
  console.log(`Edgewise is ready: http://localhost:${port}`);
  const problem = await providerProblem(`http://localhost:${port}`, '.');
  if (problem !== undefined) console.log(`The assistant will not answer yet. ${problem}`);
}
