// Bundles browser scripts with Rolldown, which can put everything that the first render needs into
// one file. esbuild would split a chunk for each set of entries that share a module, however small.
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
import { minifyModule } from './minify.ts';
import { iterateOwnKeys, USES_FOR_IN } from './own-keys.ts';
import { styleText } from './style-text.ts';

/** Rolldown's helper for module namespace objects, which would become a file of its own. */
const RUNTIME = 'rolldown-runtime';

/** When a file is loaded: with the first file of an opened chat, or with the first message. */
export type Stage = 'opening' | 'first message';

type LazyFile = {
  readonly name: string;
  /** Dynamically imported modules; their dependencies are included. */
  readonly modules: readonly string[];
  readonly stage?: Stage;
};

/**
 * Modules that are needed together, each group in one file: a request costs more than the bytes it
 * transfers. A module that two groups need goes into the first of them, so a file never waits for a
 * later one.
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

/** How far to minify: `full` also runs terser, which is slower and saves a little more. */
export type Effort = 'quick' | 'full';

/** A written file. */
export type Script = {
  readonly path: string;
  /** The source module that dynamic imports name; `null` if there is none. */
  readonly source: string | null;
  /** When it is loaded; `undefined` if it is loaded on demand. */
  readonly stage: Stage | undefined;
  /** The files that it imports statically. */
  readonly imports: readonly string[];
  /** The paths of the modules that it contains. */
  readonly modules: readonly string[];
  /** The files that it imports dynamically. */
  readonly lazies: readonly string[];
};

/**
 * Bundles a script and everything it imports, each file named after a hash of its content.
 * Everything needed at the start is in one file, and lazy files import shared code from it.
 * @param folder where to write the files.
 * @returns the path of the first file, and all files.
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
      // Uses `h`, which is bundled anyway; `jsx-runtime` would add another function.
      jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
      inject: { h: ['preact', 'h'], Fragment: ['preact', 'Fragment'] },
    },
    // The first file may export shared code to lazy files under short names.
    preserveEntrySignatures: 'allow-extension',
    plugins: [texts, namespaces],
    logLevel: 'warn',
    // A module may be imported statically by one page and dynamically by another.
    checks: { ineffectiveDynamicImport: false },
  });
  const closures = new Map<string, ReadonlySet<string>>();
  const isPartOf = (source: string, id: string, context: ChunkingContext): boolean => {
    const closure =
      closures.get(source) ??
      staticImportsOf(join(process.cwd(), source), (id) => context.getModuleInfo(id));
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
  const first = chunks.find(({ isEntry }) => isEntry);
  // With top-level await, Rolldown moves the entry behind another file. It would then deadlock if
  // an awaited part imports from it.
  if (!first || first.moduleIds.length === 0) throw new Error(`${entry}: await in a function.`);
  return {
    entry: join(folder, first.fileName),
    scripts: await Promise.all(chunks.map((chunk) => write(chunk, folder, effort))),
  };
}

async function write(chunk: OutputChunk, folder: string, effort: Effort): Promise<Script> {
  const path = join(folder, chunk.fileName);
  await writeFile(path, effort === 'quick' ? chunk.code : await minifyModule(chunk.code));
  const id = chunk.facadeModuleId;
  return {
    path,
    source: id && (id.startsWith(EMOJI) ? EMOJI : relative(process.cwd(), id)),
    // The emoji module is generated from this package's data.
    modules: chunk.moduleIds.map((id) => (id.startsWith(EMOJI) ? EMOJI_DATA : id)),
    stage: LAZY_FILES.find(({ name }) => name === chunk.name)?.stage,
    imports: chunk.imports
      .filter((name) => !name.startsWith(`${RUNTIME}-`))
      .map((name) => join(folder, name)),
    lazies: chunk.dynamicImports.map((name) => join(folder, name)),
  };
}

/** @returns a module and all its static imports. */
function staticImportsOf(entry: string, getModuleInfo: GetModuleInfo): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const used of getModuleInfo(id)?.importedIds ?? []) add(used);
  };
  add(entry);
  return found;
}

/** Inlines the namespace helper into each file that needs it, which saves a request. */
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

/**
 * Imports style sheets and emoji as texts, trims partysocket, and restricts loops of libraries to
 * own keys.
 */
const texts: Plugin = {
  name: 'texts',
  resolveId: (source) => (source === EMOJI ? source : undefined),
  async load(id) {
    if (id === EMOJI) return `export const emojiText = ${JSON.stringify(emojiText())};`;
    if (id.endsWith('.css')) return { code: await styleText(id), moduleType: 'text' };
    if (PARTYSOCKET_OPTIONS.test(id)) return NO_OPTIONS;
    if (PARTYSOCKET.test(id)) return leanPartysocket(await readFile(id, 'utf8'));
    if (USES_FOR_IN.test(id)) return iterateOwnKeys(await readFile(id, 'utf8'));
    return undefined;
  },
};
