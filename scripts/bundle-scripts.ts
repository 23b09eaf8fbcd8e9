// What browsers run, bundled by Rolldown: it can keep all that a first visit needs in one file. (The
// other bundler cuts a chunk for each set of parts that share something, however small.)
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  type ChunkingContext,
  type GetModuleInfo,
  type OutputChunk,
  type Plugin,
  rolldown,
} from 'rolldown';
import { EMOJI, emojiText } from './emoji-data.ts';
import { leanPartysocket, PARTYSOCKET } from './lean-partysocket.ts';
import { LOOPING, overOwnKeys } from './own-keys.ts';
import { styleText } from './style-text.ts';
import { terse } from './terse.ts';

/** What the English is called that comes later, as that of other languages has the name of its module. */
export const ENGLISH = 'english';

/** What an opened chat asks for next, each to be one file: on a slow line every file behind another costs. */
const AT_ONCE = { 'message-list': 'src/ui/message-list.tsx', lines: 'src/ui/lines.ts' };

/** How small scripts are to be: as small as can be, which takes terser and its time, or nearly so. */
export type Effort = 'quick' | 'full';

/** A file that was written. */
export type Script = {
  readonly path: string;
  /** The module it is asked for by, where there is one. */
  readonly source: string | null;
  /** Whether it is asked for as soon as the first one is there. */
  readonly isAtOnce: boolean;
  /** The files that it loads before it runs. */
  readonly imports: readonly string[];
  /** The files that it loads when needed. */
  readonly lazies: readonly string[];
};

/**
 * Bundles a script with everything it ever loads into a folder, each file named after its content.
 * What it needs to begin is one file; what is loaded later takes from it what both use.
 * @returns where that one is, and all of them.
 */
export async function bundleScripts(
  entry: string,
  folder: string,
  effort: Effort,
): Promise<{ readonly entry: string; readonly scripts: readonly Script[] }> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    tsconfig: true,
    transform: {
      target: 'es2022',
      define: { 'window.__PREACT_SIGNALS_DEVTOOLS__': 'undefined' },
      // By the function that is there anyway; the one of `jsx-runtime` would be carried as well.
      jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
      inject: { h: ['preact', 'h'], Fragment: ['preact', 'Fragment'] },
    },
    // The first file may export, under short names, what later ones take from it.
    preserveEntrySignatures: 'allow-extension',
    plugins: [texts],
    logLevel: 'warn',
    // A view that a page has anyway may be loaded when needed elsewhere.
    checks: { ineffectiveDynamicImport: false },
  });
  const closures = new Map<string, ReadonlySet<string>>();
  const isPartOf = (source: string, id: string, context: ChunkingContext): boolean => {
    const closure =
      closures.get(source) ??
      neededBy(join(process.cwd(), source), (id) => context.getModuleInfo(id));
    closures.set(source, closure);
    return closure.has(id);
  };
  const { output } = await bundle.generate({
    format: 'esm',
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    comments: false,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          debugName: 'first',
          name: (id, context) => (isPartOf(entry, id, context) ? 'first' : null),
        },
        { name: ENGLISH, test: /src\/ui\/languages\/en-more\.ts$/ },
        { name: `${ENGLISH}-dialogs`, test: /src\/ui\/languages\/en-dialogs\.ts$/ },
        // Whoever reads a text wants all that reads its blocks, then all that reads its lines.
        {
          name: 'blocks',
          test: /src\/ui\/rich-text\/(blocks|direction-controls|element-budget|fences|tables)\.ts$/,
        },
        {
          name: 'inlines',
          test: /src\/ui\/rich-text\/(emphasis|flanks|formulas|inline|inline-model|link-syntax|links)\.ts$/,
        },
        ...Object.entries(AT_ONCE).map(([debugName, source]) => ({
          debugName,
          name: (id: string, context: ChunkingContext) =>
            isPartOf(source, id, context) ? debugName : null,
        })),
      ],
    },
    minify: { compress: { dropConsole: true }, mangle: true, codegen: true },
  });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const begins = chunks.find(({ isEntry }) => isEntry);
  // What awaits at its top level is put behind another file, and stands still where a part that it
  // awaits takes something from it.
  if (!begins || begins.moduleIds.length === 0) throw new Error(`${entry}: await in a function.`);
  return {
    entry: join(folder, begins.fileName),
    scripts: await Promise.all(chunks.map((chunk) => write(chunk, folder, effort))),
  };
}

async function write(chunk: OutputChunk, folder: string, effort: Effort): Promise<Script> {
  const path = join(folder, chunk.fileName);
  await writeFile(path, effort === 'quick' ? chunk.code : await terse(chunk.code));
  const id = chunk.facadeModuleId;
  return {
    path,
    source: id && (id.startsWith(EMOJI) ? EMOJI : relative(process.cwd(), id)),
    isAtOnce: Object.hasOwn(AT_ONCE, chunk.name),
    imports: chunk.imports.map((name) => join(folder, name)),
    lazies: chunk.dynamicImports.map((name) => join(folder, name)),
  };
}

/** A module and those that it needs before it runs. */
function neededBy(entry: string, getModuleInfo: GetModuleInfo): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const used of getModuleInfo(id)?.importedIds ?? []) add(used);
  };
  add(entry);
  return found;
}

/** Style sheets and emoji as texts; libraries without what they have for others, and safe beside others. */
const texts: Plugin = {
  name: 'texts',
  resolveId: (source) => (source === EMOJI ? source : undefined),
  async load(id) {
    if (id === EMOJI) return `export const emojiText = ${JSON.stringify(emojiText())};`;
    if (id.endsWith('.css')) return { code: await styleText(id), moduleType: 'text' };
    if (PARTYSOCKET.test(id)) return leanPartysocket(await readFile(id, 'utf8'));
    if (LOOPING.test(id)) return overOwnKeys(await readFile(id, 'utf8'));
    return undefined;
  },
};
