import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

export const SECRET_NAME = 'EDGEWISE_SECRET';

const ASSIGNMENT = new RegExp(`^\\s*(?:export\\s+)?${SECRET_NAME}\\s*=(.*)$`);

const OWNER_ONLY = 0o600;

export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Adds a secret to `.dev.vars` if there is none, and leaves the rest of the file unchanged. It
 * never replaces a secret, because all guests of the local chat would lose their identity.
 */
export function ensureLocalSecret(path: string): void {
  if (!existsSync(path)) createWithSecret(path);
  const text = readFileSync(path, 'utf8');
  if (!hasSecret(text)) writeFileSync(path, withSecret(text));
  chmodSync(path, OWNER_ONLY);
}

function createWithSecret(path: string): void {
  try {
    writeFileSync(path, withSecret(''), { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    // Another process has just created the file, so its secret is used.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function hasSecret(text: string): boolean {
  return text.split('\n').some((line) => /[^\s"']/.test(ASSIGNMENT.exec(line)?.[1] ?? ''));
}

function withSecret(text: string): string {
  // Removes empty assignments, which would contradict the new one.
  const lines = text.split('\n').filter((line) => !ASSIGNMENT.test(line));
  if (lines.at(-1) === '') lines.pop();
  return [...lines, `${SECRET_NAME}=${makeSecret()}`, ''].join('\n');
}
