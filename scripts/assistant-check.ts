import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { assistantSettings } from '../src/room/assistant/settings.ts';
import { SECRET_NAME } from './secret.ts';

/** Timeout of the health check, which asks the provider for its models. */
const PATIENCE_MS = 10_000;

/**
 * Checks the assistant's settings in `.dev.vars`. With a mistake in them, the Worker cannot answer
 * any request.
 * @param folder the project's folder.
 * @returns a sentence that names the invalid variable, but never its value; `undefined` if all are
 * valid.
 */
export function settingsProblem(folder: string): string | undefined {
  const toml = readFileSync(join(folder, 'wrangler.toml'), 'utf8');
  const binding = /^\[ai\]/m.test(toml) && { AI: { run: async () => undefined } };
  try {
    assistantSettings({ ...localVariables(folder), ...binding });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Asks the running server whether the assistant's provider accepts its settings.
 * @param folder the project's folder.
 * @returns a sentence that names the invalid variable; `undefined` if there is no problem or the
 * check failed.
 */
export async function providerProblem(origin: string, folder: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${origin}/api/health?deep`, {
      headers: { Authorization: `Bearer ${localVariables(folder)[SECRET_NAME]}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { assistant } = (await response.json()) as { assistant?: { problem?: string } };
    return assistant?.problem;
  } catch {
    // Not reported: this check is optional, and the first answer will show the error.
    return undefined;
  }
}

function localVariables(folder: string): Record<string, string> {
  const file = join(folder, '.dev.vars');
  return existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
