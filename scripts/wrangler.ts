import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Run with `node` directly instead of by name: this needs one process less, and works on every
// system.
export const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin',
  'wrangler.js',
);

/** Disables wrangler's telemetry, banner, log files, prompts and network access at start. */
export function wranglerEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    // The request log would grow without limit next to the data of the rooms.
    X_LOCAL_OBSERVABILITY: 'false',
  };
}
