import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { states } from '../src/states/table.ts';
import { PLUGINS, SETTINGS } from './bundle.ts';

const FOLDER = 'public/states';

/** Bundles the gallery of states, which only `npm run dev` and the browser tests serve. */
export async function bundleStates(): Promise<void> {
  removeStates();
  mkdirSync(FOLDER, { recursive: true });
  // One file under every name, for assets are served by theirs; the gallery reads the address.
  for (const name of ['index', ...Object.keys(states)])
    copyFileSync('src/states/index.html', `${FOLDER}/${name}.html`);
  await build({
    ...SETTINGS,
    format: 'esm',
    plugins: PLUGINS,
    entryPoints: ['src/states/main.tsx', 'src/states/states.css'],
    splitting: true,
    outdir: FOLDER,
  });
}

/** What is built to be deployed or started is without it, whatever was built before. */
export function removeStates(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}
