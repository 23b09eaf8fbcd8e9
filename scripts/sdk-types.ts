// The SDK's types, a file for each entry, which need nothing but each other. The compiler writes declarations file by file, and
// those of the protocol lean on valibot; here what the SDK's own types speak of is gathered, and
// what the protocol infers from schemas is written out.
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  commentOf,
  type Declarations,
  declarationsIn,
  exportsOf,
  namesIn,
  reachable,
} from './declarations.ts';

/** What the other entries speak of, and nobody should know by two types. */
const FIRST_MESSAGES = 'index';

/**
 * @param entries the source of each entry, by its name in the package.
 * @returns the text of its types, by the same name.
 */
export function sdkTypes(entries: Readonly<Record<string, string>>): Map<string, string> {
  // Within the project, so that what the sources import is found.
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync(resolve('node_modules/.cache/sdk-types-'));
  try {
    const sources = Object.values(entries).map((source) => resolve(source));
    compile(folder, ...sources);
    const protocol = declarationsIn(read(folder, 'src/protocol/**/*.d.ts'));
    const all = declarationsIn(read(folder, 'src/{client,protocol}/**/*.d.ts'));
    const exported = (entry: string) =>
      exportsOf(read(folder, `${entries[entry]?.replace(/\.ts$/, '')}.d.ts`).join());
    const published = new Set(exported(FIRST_MESSAGES).types);
    return new Map(
      Object.keys(entries).map((entry) => {
        const elsewhere = (name: string) => entry !== FIRST_MESSAGES && published.has(name);
        const { types, values } = exported(entry);
        const { texts, ends } = reachable(
          [...types, ...values],
          all,
          (name) => elsewhere(name) || (protocol.has(name) && isInferred(name, protocol)),
        );
        const imported = ends.filter(elsewhere);
        const inferred = ends.filter((name) => !elsewhere(name));
        const written = inferred.length > 0 ? writeOut(folder, inferred, protocol) : [];
        const named = written.flatMap(namesIn).filter((name) => !ends.includes(name));
        // The compiler calls a union of texts by its name even so; it needs no schema, and is copied.
        for (const [name, text] of reachable(named, protocol).texts) texts.set(name, text);
        const parts = [
          statement('import type', imported, ` from './${FIRST_MESSAGES}.js'`),
          ...texts.values(),
          ...written,
          statement('export', values),
          statement('export type', types),
        ];
        return [
          entry,
          `${parts
            .filter((part) => part !== '')
            .map(asPublished)
            .join('\n')}\n`,
        ];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const statement = (begin: string, names: readonly string[], end = ''): string =>
  names.length > 0 ? `${begin} { ${names.join(', ')} }${end};` : '';

/** Whether a type comes from a schema or a table, which have no place among the SDK's types. */
const isInferred = (name: string, protocol: Declarations): boolean =>
  [...reachable([name], protocol).texts.values()].some((text) => /\bv\.|\btypeof \w/.test(text));

/** Says what types of the protocol come to, without the schemas that they come from. */
function writeOut(folder: string, names: readonly string[], protocol: Declarations): string[] {
  // A type that has its name inside of a function has none outside, where the compiler then must
  // write what it is.
  const program = [
    ...names.map((name) => `import type { ${name} } from '${sourceOf(name)}';`),
    'function writeOut() {',
    '  type Written<T> = T extends string | number | boolean | null | undefined',
    '    ? T : { [K in keyof T]: Written<T[K]> };',
    `  return null as unknown as { ${names.map((name) => `${name}: Written<${name}>`).join('; ')} };`,
    '}',
    'export const written = writeOut();',
  ];
  writeFileSync(join(folder, 'written.ts'), program.join('\n'));
  compile(folder, join(folder, 'written.ts'));
  const [output = ''] = read(folder, 'node_modules/.cache/*/written.d.ts');
  const fields = output
    .replace(/import\("[^"]*"\)\./g, '')
    .matchAll(/^ {4}(\w+): ([\s\S]*?;)\n(?= {4}\w|\})/gm);
  return [...fields].map(([, name = '', type = '']) => {
    const comment = commentOf(protocol.get(name)?.[0]);
    return `${comment}type ${name} = ${type.replace(/^ {4}/gm, '')}`;
  });
}

function sourceOf(name: string): string {
  const declared = new RegExp(`^export (type|interface) ${name}\\b`, 'm');
  const [source] = globSync(resolve('src/protocol/*.ts')).filter((path) =>
    declared.test(readFileSync(path, 'utf8')),
  );
  if (source === undefined) throw new Error(`src/protocol exports no type ${name}.`);
  return source;
}

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

/** Writes the declarations of files, and of all that they import, below the folder. */
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
