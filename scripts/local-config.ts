import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside wrangler.toml, because wrangler looks for everything from where its configuration is. */
const LOCAL_CONFIG = '.wrangler.local.json';

/** Settings of the assistant, keys and others; what else is in `.dev.vars` is none of this. */
const ASSISTANT = /^\s*(?:export\s+)?(AI_[A-Z_]+|OPENAI_API_KEY|ANTHROPIC_API_KEY)\s*=\s*\S/;

/**
 * Lets the assistant's settings in `.dev.vars` through to the local chat: wrangler (4.156.2) passes
 * only those on that the configuration requires, and a deployment must not require them.
 * @param folder the project's.
 * @returns options for `wrangler dev`; none where there is nothing to let through. Only names are
 *   written, never a value.
 */
export async function localConfig(folder: string): Promise<string[]> {
  const file = join(folder, '.dev.vars');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const names = lines.flatMap((line) => ASSISTANT.exec(line)?.[1] ?? []);
  if (names.length === 0) return [];
  // Wrangler takes a second to load, and few have anything to let through.
  const { experimental_readRawConfig } = await import('wrangler');
  const { rawConfig } = experimental_readRawConfig({ config: join(folder, 'wrangler.toml') });
  const required = [...(rawConfig.secrets?.required ?? []), ...new Set(names)];
  const path = join(folder, LOCAL_CONFIG);
  writeFileSync(path, JSON.stringify({ ...rawConfig, secrets: { required } }));
  return [`--config=${path}`];
}
