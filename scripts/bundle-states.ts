import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { states } from '../src/states/table.ts';
import { bundleScripts } from './bundle-scripts.ts';
import { bundleStyle } from './bundle-style.ts';
import { fillTemplate } from './fill-template.ts';

const FOLDER = 'public/states';

/** Bundles the gallery of states, which only `npm run dev` and the browser tests serve. */
export async function bundleStates(): Promise<void> {
  removeStates();
  mkdirSync(FOLDER, { recursive: true });
  // Writes the same file for every state, because assets are served by their path. The gallery
  // reads the state from the URL.
  const { entry } = await bundleScripts('src/states/main.tsx', FOLDER, 'quick');
  const style = await bundleStyle('src/states/states.css', FOLDER);
  const page = fillTemplate('src/states/index.html', '/states', entry, style);
  for (const name of ['index', ...Object.keys(states)])
    writeFileSync(`${FOLDER}/${name}.html`, page);
}

/** Removes the gallery of an earlier build, because it must not be deployed. */
export function removeStates(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}
