// `npm run pack:sdk`: packs the SDK as the npm package @edgewise/client, as npm would publish it.
// Writes to the folder given as argument, or to dist/. To publish: `npm publish dist/sdk`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBudgets } from './budgets.ts';
import { bundleSdk, SDK_ENTRIES } from './bundle-sdk.ts';
import { noticesOf, packagesIn } from './licenses.ts';
import { sdkTypes } from './sdk-types.ts';
import { stop } from './stop.ts';

const [place = 'dist'] = process.argv.slice(2);
const folder = join(place, 'sdk');

const { files, size, largestLater, modules } = await bundleSdk();
const { table, kept } = checkBudgets({
  'SDK, by itself': size,
  'SDK, loaded when needed': largestLater,
});
console.log(table);
if (!kept) stop('The SDK has outgrown its budget. Make it smaller, or load what is new lazily.');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name, contents, required } of files) {
  writeFileSync(join(folder, name), contents);
  if (required) writeFileSync(join(folder, name.replace(/\.js$/, '.cjs')), required);
}
for (const [entry, types] of sdkTypes(SDK_ENTRIES)) {
  writeFileSync(join(folder, `${entry}.d.ts`), types);
  // The compiler treats each declaration file as either ESM or CommonJS, so both need a copy.
  const required = types.replaceAll(" from './index.js'", " from './index.cjs'");
  writeFileSync(join(folder, `${entry}.d.cts`), required);
}
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
cpSync('sdk/README.md', join(folder, 'README.md'));
cpSync('LICENSE', join(folder, 'LICENSE'));
const notices = noticesOf(packagesIn({ [manifest().name]: modules }));
writeFileSync(join(folder, 'THIRD_PARTY_LICENSES.txt'), notices);

const packed = spawnSync('npm', ['pack', './sdk', '--offline', '--silent'], {
  cwd: place,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (packed.status !== 0) stop(`npm could not pack ${folder}: ${packed.stderr ?? packed.error}`);
console.log(`Packed: ${join(place, packed.stdout.trim())}`);

function manifest() {
  const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  return {
    name: '@edgewise/client',
    version,
    description: 'Chat on your own Cloudflare account: a client that loses nothing on the way.',
    ...(license && { license }),
    type: 'module',
    sideEffects: false,
    exports: Object.fromEntries(
      Object.keys(SDK_ENTRIES).map((entry) => [
        entry === 'index' ? '.' : `./${entry}`,
        {
          import: { types: `./${entry}.d.ts`, default: `./${entry}.js` },
          require: { types: `./${entry}.d.cts`, default: `./${entry}.cjs` },
        },
      ]),
    ),
    types: './index.d.ts',
    engines: { node: '>=20' },
  };
}
