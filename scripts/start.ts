// `npm start` and `npm run dev`. Both are `wrangler dev`, whose `[build]` bundles the page first.
//
// What it watches (wrangler 4.156.2): with a `[build]` command, chokidar watches `watch_dir` (src) and
// at each change runs the command again and bundles the worker anew; wrangler.toml and .dev.vars are
// watched as well. There is no option to leave that out, so `npm start` has it too. `npm run dev` adds
// wrangler's log: what was rebuilt, why a build failed, and each request; and `/states`, the gallery of
// everything that a person may see.
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

// Wrangler builds as well, but buries what went wrong under its own stack.
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
