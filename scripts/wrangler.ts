import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Under `node`, not by its name on the PATH: one process less, and the same on every system.
export const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin',
  'wrangler.js',
);

/** Wrangler without telemetry, banner, log files, questions, or a look at the network at start. */
export function wranglerEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    // Its record of every request would grow beside the rooms.
    X_LOCAL_OBSERVABILITY: 'false',
  };
}
