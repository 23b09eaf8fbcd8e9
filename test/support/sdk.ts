import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The chat's address and the room that the documents use. */
const SERVER = 'http://localhost:8787';
const ROOM = 'lobby';

/**
 * Packs the current SDK and installs the tarball in a fresh project, as a user would, without the
 * network. The caller removes the folder.
 */
export function projectWithSdk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'edgewise-sdk-'));
  const pack = ['scripts/pack-sdk.ts', join(folder, 'packed')];
  const said = execFileSync(process.execPath, pack, { cwd: ROOT, encoding: 'utf8' });
  const tarball = /^Packed: (.+)$/m.exec(said)?.[1] ?? '';
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--offline', '--silent', '--no-audit', '--no-fund', tarball], {
    cwd: project,
    shell: process.platform === 'win32',
  });
  return project;
}

/** Links packages from this checkout that only a recipe needs, not the SDK. */
export function lend(project: string, ...names: readonly string[]): void {
  for (const name of names) {
    const place = join(project, 'node_modules', name);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), place, 'junction');
  }
}

export type Example = { readonly title: string; readonly language: string; readonly code: string };

/** The programs in a document of this project, each with the heading above it. */
export function examplesIn(document: string): Example[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  let title = '';
  return [...text.matchAll(/^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, heading, language, code]) => {
      title = heading ?? title;
      return language === undefined || code === undefined ? [] : [{ title, language, code }];
    },
  );
}

/** The one example under a heading. */
export function exampleUnder(title: string, document: string): Example {
  const [example, another] = examplesIn(document).filter((found) => found.title === title);
  if (!example || another) throw new Error(`${document} needs one example under "${title}".`);
  return example;
}

/** An example as its reader would change it: for another server, and another room. */
export const placed = ({ code }: Example, origin: string, room: string): string =>
  code.replaceAll(SERVER, origin).replaceAll(ROOM, room);
