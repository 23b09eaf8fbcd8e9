// `npm run build`, and the `[build]` command of wrangler.toml. Bundles what browsers load, writes
// the license notices of bundled packages, and fails if a bundle exceeds its budget. `wrangler dev`
// builds at every save, so it skips full minification and budgets unless EDGEWISE_BUILD=full asks
// for the deployed form.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Budgeted, checkBudgets } from './budgets.ts';
import { bundleForBrowsers } from './bundle.ts';
import type { Effort } from './bundle-scripts.ts';
import { bundleSdk } from './bundle-sdk.ts';
import { bundleStates, removeStates } from './bundle-states.ts';
import { modulesOfWorker, noticesOf, packagesIn } from './licenses.ts';
import { stop } from './stop.ts';

const served = process.env['WRANGLER_COMMAND'] === 'dev';
const effort: Effort = served && process.env['EDGEWISE_BUILD'] !== 'full' ? 'quick' : 'full';
// `npm start` has just built, and wrangler always builds once when it starts.
const builtAt = process.env['EDGEWISE_BUILT_AT'];
if (served && builtAt !== undefined && !hasChangedSince(Number(builtAt))) process.exit();

const browsers = await bundleForBrowsers(effort).catch((error: Error) => stop(error.message));
if (served && process.env['EDGEWISE_STATES'] === '1') await bundleStates();
else removeStates();

const bundles = { ...browsers.modules, Worker: await modulesOfWorker() };
writeFileSync('public/licenses.txt', noticesOf(packagesIn(bundles)));

if (effort === 'full') {
  const sdk = await bundleSdk();
  const sizes: Partial<Record<Budgeted, number>> = {
    'page, first load': browsers.page,
    'widget, before it is wanted': browsers.loader,
    'widget, opened': browsers.widget,
    'widget, opening in all': browsers.opening.bytes,
    'widget, requests to open': browsers.opening.requests,
    'page or widget, when needed': browsers.largestLater,
    'a part of a language': browsers.language,
    'emoji, when asked for': browsers.emoji,
    'SDK, by itself': sdk.size,
    'SDK, loaded when needed': sdk.largestLater,
  };
  const { table, kept } = checkBudgets(sizes);
  console.log(table);
  if (!kept) stop('A bundle has outgrown its budget. Make it smaller, or load what is new lazily.');
}

/**
 * Whether a source has changed. A removed file changes the time of its folder.
 * @param time in milliseconds since 1970.
 */
function hasChangedSince(time: number): boolean {
  const names = ['.', ...readdirSync('src', { recursive: true, encoding: 'utf8' })];
  return names.some((name) => statSync(join('src', name)).ctimeMs >= time);
}
