import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { assistantSettings } from '../src/room/assistant/settings.ts';
import { SECRET_NAME } from './secret.ts';

/** A provider that is asked for its models has answered, or was given up, by then. */
const PATIENCE_MS = 10_000;

/**
 * Looks at the assistant's settings in `.dev.vars`: with a mistake in them no request is answered.
 * @param folder the project's.
 * @returns a sentence that names the variable that is wrong; never its value.
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
 * Has the running server ask the assistant's provider whether it would answer.
 * @returns a sentence that names the variable that is wrong.
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
    // It is a courtesy: the first answer will tell what is wrong.
    return undefined;
  }
}

function localVariables(folder: string): Record<string, string> {
  const file = join(folder, '.dev.vars');
  return existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
