import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, ROOT } from './checkout.ts';

/** Reports which Node ran it, where, with which arguments and which PATH. */
const PROBE = `console.log(JSON.stringify({
  own: process.env.EDGEWISE_OWN_NODE === 'yes', cwd: process.cwd(), args: process.argv.slice(2),
  bin: (process.env.PATH ?? '').split(require('node:path').delimiter)[0],
}));`;

/** A project whose only dependency is a stand-in for the `node` package, which installs quickly. */
export function project({ installScript = 'node place.cjs' } = {}): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'scripts'));
  for (const file of ['setup.mjs', 'install.mjs', 'one-at-a-time.mjs', 'end-with-parent.mjs']) {
    cpSync(join(ROOT, 'scripts', file), join(folder, 'scripts', file));
  }
  writeFileSync(join(folder, 'probe.cjs'), PROBE);
  pack(folder, '24.0.0', installScript);
  return folder;
}

/** Like the real package, it has no program until its install script has run. */
export function pack(folder: string, version: string, installScript = 'node place.cjs'): void {
  const source = join(folder, 'stand-in');
  mkdirSync(source, { recursive: true });
  const program = `#!/bin/sh\nEDGEWISE_OWN_NODE=yes exec "${process.execPath}" "$@"\n`;
  const place = `const fs = require('fs'); fs.mkdirSync('bin', { recursive: true });
    fs.writeFileSync('bin/node', ${JSON.stringify(program)}, { mode: 0o755 });`;
  writeFileSync(join(source, 'place.cjs'), place);
  writeJson(join(source, 'package.json'), {
    name: 'node',
    version,
    bin: { node: 'bin/node' },
    scripts: installScript === '' ? {} : { preinstall: installScript },
  });
  npm(source, 'pack', '--pack-destination', folder);
  writeJson(join(folder, 'package.json'), {
    name: 'project',
    version: '1.0.0',
    devDependencies: { node: `file:node-${version}.tgz` },
    allowScripts: { node: true },
  });
  npm(folder, 'install', '--package-lock-only');
}

export function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd, stdio: 'pipe' });
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value));
}
