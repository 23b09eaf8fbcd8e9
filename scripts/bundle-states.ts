import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { states } from '../src/states/table.ts';
import { bundleScripts } from './bundle-scripts.ts';
import { bundleStyle } from './bundle-style.ts';
import { fillIn } from './fill-in.ts';

const FOLDER = 'public/states';

/** Bundles the gallery of states, which only `npm run dev` and the browser tests serve. */
export async function bundleStates(): Promise<void> {
  removeStates();
  mkdirSync(FOLDER, { recursive: true });
  // One file under every name, for assets are served by theirs; the gallery reads the address.
  const { entry } = await bundleScripts('src/states/main.tsx', FOLDER, 'quick');
  const style = await bundleStyle('src/states/states.css', FOLDER);
  const page = fillIn('src/states/index.html', '/states', entry, style);
  for (const name of ['index', ...Object.keys(states)])
    writeFileSync(`${FOLDER}/${name}.html`, page);
}

/** What is built to be deployed or started is without it, whatever was built before. */
export function removeStates(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}
