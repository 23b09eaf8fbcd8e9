import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Next to wrangler.toml, because wrangler resolves paths relative to its configuration. */
const LOCAL_CONFIG = '.wrangler.local.json';

/** Variables in `.dev.vars` that configure the assistant, including API keys. */
const ASSISTANT = /^\s*(?:export\s+)?(AI_[A-Z_]+|OPENAI_API_KEY|ANTHROPIC_API_KEY)\s*=\s*\S/;

/**
 * Makes the assistant's settings in `.dev.vars` available to the local chat. Wrangler (4.156.2)
 * only passes variables that the configuration requires, and a deployment must not require these.
 * Writes a local configuration with their names, never their values.
 * @param folder the project's folder.
 * @returns options for `wrangler dev`; empty if there are no such settings.
 */
export async function localConfig(folder: string): Promise<string[]> {
  const file = join(folder, '.dev.vars');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const names = lines.flatMap((line) => ASSISTANT.exec(line)?.[1] ?? []);
  if (names.length === 0) return [];
  // Imported lazily: wrangler takes a second to load, and most projects have no such settings.
  const { experimental_readRawConfig } = await import('wrangler');
  const { rawConfig } = experimental_readRawConfig({ config: join(folder, 'wrangler.toml') });
  const required = [...(rawConfig.secrets?.required ?? []), ...new Set(names)];
  const path = join(folder, LOCAL_CONFIG);
  writeFileSync(path, JSON.stringify({ ...rawConfig, secrets: { required } }));
  return [`--config=${path}`];
}
