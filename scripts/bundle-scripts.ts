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
import { EMOJI, EMOJI_DATA, emojiText } from './emoji-data.ts';
import {
  leanPartysocket,
  NO_OPTIONS,
  PARTYSOCKET,
  PARTYSOCKET_OPTIONS,
} from './lean-partysocket.ts';
import { LOOPING, overOwnKeys } from './own-keys.ts';
import { styleText } from './style-text.ts';
import { terse } from './terse.ts';

/** The helper of the bundler's own that makes objects of modules; it would be a file by itself. */
const RUNTIME = 'rolldown-runtime';

/** Files that come together: as soon as an opened chat's first file is there, or its first message is. */
export type Stage = 'opening' | 'first message';

type LazyFile = {
  readonly name: string;
  /** Modules that are imported on demand; what they need comes with them. */
  readonly modules: readonly string[];
  readonly stage?: Stage;
};

/**
 * Modules that are wanted together, each group in one file: a request costs more than it carries.
 * What two files need is in the one that is listed first, so that none waits for one behind it.
 */
const LAZY_FILES: readonly LazyFile[] = [
  {
    name: 'opening',
    modules: [
      'src/ui/i18n/more-words/en.ts',
      'src/ui/i18n/languages.ts',
      'src/ui/status/announcer.tsx',
      'src/ui/i18n/feature-words/answers.ts',
      'src/client/connection/transport-fallback.ts',
      'src/client/rest/http.ts',
      'src/client/session/renewal.ts',
      'src/client/room-state/older-messages.ts',
      'src/client/outbox/indexed-backend.ts',
      'src/widget/styles/print-styles.ts',
    ],
    stage: 'opening',
  },
  {
    name: 'host',
    modules: ['src/widget/host-page/host-bundle.ts', 'src/ui/composer/field-tools.tsx'],
    stage: 'opening',
  },
  {
    name: 'frame',
    modules: [
      'src/ui/bundles/frame.ts',
      'src/ui/browser/use-printing.ts',
      'src/widget/panel/escape-key.ts',
    ],
    stage: 'opening',
  },
  { name: 'message-list', modules: ['src/ui/conversation/message-list.tsx'], stage: 'opening' },
  { name: 'rich-text', modules: ['src/ui/rich-text/rich-text.tsx'], stage: 'first message' },
  {
    name: 'inlines',
    modules: ['src/ui/rich-text/inline/line-view.tsx', 'src/ui/status/announcements.ts'],
    stage: 'first message',
  },
  {
    name: 'details',
    modules: [
      'src/ui/bundles/details.ts',
      'src/ui/browser/clipboard.ts',
      'src/widget/panel/avatar-stack.tsx',
      'src/widget/api/attribute-warnings.ts',
    ],
    stage: 'first message',
  },
  {
    name: 'answer',
    modules: [
      'src/ui/message/answer/answer.tsx',
      'src/ui/message/answer/answers.ts',
      'src/ui/rich-text/blocks/incremental-reader.ts',
    ],
  },
  {
    name: 'code',
    modules: ['src/ui/rich-text/code/code-block.tsx', 'src/ui/rich-text/code/highlight.ts'],
  },
];

/** How small scripts are to be: as small as can be, which takes terser and its time, or nearly so. */
export type Effort = 'quick' | 'full';

/** A file that was written. */
export type Script = {
  readonly path: string;
  /** The module it is asked for by, where there is one. */
  readonly source: string | null;
  /** With what others it comes, if it waits for nothing else. */
  readonly stage: Stage | undefined;
  /** The files that it loads before it runs. */
  readonly imports: readonly string[];
  /** The paths of the modules that it contains. */
  readonly modules: readonly string[];
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
    plugins: [texts, namespaces],
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
    chunkFileNames: '[name]-[hash:7].js',
    comments: false,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          debugName: 'first',
          name: (id, context) => (isPartOf(entry, id, context) ? 'first' : null),
        },
        ...LAZY_FILES.map(({ name, modules }) => ({
          debugName: name,
          name: (id: string, context: ChunkingContext) =>
            modules.some((source) => isPartOf(source, id, context)) ? name : null,
        })),
      ],
    },
    minify: { compress: { dropConsole: true }, mangle: true, codegen: true },
  });
  await bundle.close();
  const chunks = output
    .filter((file) => file.type === 'chunk')
    .filter(({ name }) => name !== RUNTIME);
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
    // The emoji's module is made from this package's data.
    modules: chunk.moduleIds.map((id) => (id.startsWith(EMOJI) ? EMOJI_DATA : id)),
    stage: LAZY_FILES.find(({ name }) => name === chunk.name)?.stage,
    imports: chunk.imports
      .filter((name) => !name.startsWith(`${RUNTIME}-`))
      .map((name) => join(folder, name)),
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

/** Gives each file that holds more than one module a helper of its own: a line in place of a request. */
const namespaces: Plugin = {
  name: 'namespaces',
  renderChunk: (code, { name }) =>
    name === RUNTIME
      ? null
      : code.replace(
          /^import \{ \w+ as __exportAll \} from "\.\/rolldown-runtime-.*$/m,
          'const __exportAll = (all) => new Proxy(all, { get: (all, name) => all[name]?.() });',
        ),
};

/** Style sheets and emoji as texts; libraries without what they have for others, and safe beside others. */
const texts: Plugin = {
  name: 'texts',
  resolveId: (source) => (source === EMOJI ? source : undefined),
  async load(id) {
    if (id === EMOJI) return `export const emojiText = ${JSON.stringify(emojiText())};`;
    if (id.endsWith('.css')) return { code: await styleText(id), moduleType: 'text' };
    if (PARTYSOCKET_OPTIONS.test(id)) return NO_OPTIONS;
    if (PARTYSOCKET.test(id)) return leanPartysocket(await readFile(id, 'utf8'));
    if (LOOPING.test(id)) return overOwnKeys(await readFile(id, 'utf8'));
    return undefined;
  },
};
