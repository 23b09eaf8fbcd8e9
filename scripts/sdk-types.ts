// Generates the SDK's types: self-contained declarations, one file per entry. The compiler writes
// one declaration file per source, and those of the protocol depend on valibot. Here, all types
// that the SDK refers to are collected, and the types that the protocol infers from schemas are
// expanded.
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { declarationsIn, exportsOf, namesIn, reachable } from './declarations.ts';
import { ProtocolTypes } from './protocol-types.ts';

/** The entry that the others import from, so that each type is declared once. */
const FIRST = 'index';

/**
 * @param entries the source of each entry, by its name in the package.
 * @returns the text of its types, by the same name.
 */
export function sdkTypes(entries: Readonly<Record<string, string>>): Map<string, string> {
  // Within the project, so that imports of packages resolve.
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync(resolve('node_modules/.cache/sdk-types-'));
  try {
    compile(folder, ...Object.values(entries).map((source) => resolve(source)));
    const all = declarationsIn(read(folder, 'src/{client,protocol}/**/*.d.ts'));
    const protocol = new ProtocolTypes(
      declarationsIn(read(folder, 'src/protocol/**/*.d.ts')),
      (program) => {
        writeFileSync(join(folder, 'written.ts'), program);
        compile(folder, join(folder, 'written.ts'));
        return read(folder, 'node_modules/.cache/*/written.d.ts').join();
      },
    );
    const exported = (entry: string) =>
      exportsOf(read(folder, `${entries[entry]?.replace(/\.ts$/, '')}.d.ts`).join());
    const published = new Set(exported(FIRST).types);
    return new Map(
      Object.keys(entries).map((entry) => {
        const elsewhere = (name: string) => entry !== FIRST && published.has(name);
        const { types, values } = exported(entry);
        const { texts, ends } = reachable(
          [...types, ...values],
          all,
          (name) => elsewhere(name) || protocol.has(name),
        );
        const inferred = protocol
          .declarationsOf(ends, elsewhere)
          .filter((text) => ![...texts.values()].includes(text));
        const own = [...texts.values(), ...inferred].map(asPublished);
        const imported = [...published].filter(
          (name) => elsewhere(name) && own.some((text) => namesIn(text).includes(name)),
        );
        const parts = [
          statement('import type', imported.sort(), ` from './${FIRST}.js'`),
          ...new Set(own),
          statement('export', values),
          statement('export type', types),
        ];
        return [entry, `${parts.filter((part) => part !== '').join('\n')}\n`];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const statement = (begin: string, names: readonly string[], end = ''): string =>
  names.length > 0 ? `${begin} { ${names.join(', ')} }${end};` : '';

const asPublished = (text: string): string =>
  text
    .trim()
    .replace(/^export (?=type \w|interface|declare)/m, '')
    .replace(/^(?=function|const|class)/m, 'declare ');

function read(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder })
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

/** Writes the declarations of some files, and of everything they import, into the folder. */
function compile(folder: string, ...files: readonly string[]): void {
  const config = {
    extends: resolve('tsconfig.base.json'),
    compilerOptions: {
      composite: false,
      declaration: true,
      lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      rootDir: resolve('.'),
      outDir: folder,
    },
    files,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = resolve('node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
}
