import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { gzipSize } from './budgets.ts';
import {
  leanPartysocket,
  NO_OPTIONS,
  PARTYSOCKET,
  PARTYSOCKET_OPTIONS,
} from './lean-partysocket.ts';
import { terse } from './terse.ts';

/** What can be imported, each by its path in the package, and the source it is made from. */
export const SDK_ENTRIES = {
  answers: 'src/client/answers.ts',
  frames: 'src/client/frames.ts',
  index: 'src/client/index.ts',
  outbox: 'src/client/outbox.ts',
  overlay: 'src/client/overlay.ts',
  storage: 'src/client/storage.ts',
  unread: 'src/client/unread.ts',
  'use-chat': 'src/client/use-chat.ts',
} as const;

export type SdkFile = {
  readonly name: string;
  readonly contents: Uint8Array;
  /** The same for `require()`, of an entry; what it loads when needed is the one file for both. */
  readonly required?: Uint8Array;
  /** What it was made from. */
  readonly sources: readonly string[];
};

export type BundledSdk = {
  readonly files: readonly SdkFile[];
  /** What an application that imports `connect` loads, gzipped; not what is loaded when needed. */
  readonly size: number;
  /** The largest of the other parts, gzipped, with all it uses. */
  readonly largestLater: number;
  /** The paths of the modules in it. */
  readonly modules: readonly string[];
};

const FIRST = 'index.js';

/**
 * Bundles the SDK for people who have no bundler either: a file for each entry, and for each thing
 * that is loaded when needed. Each is whole: a chunk of what two of them share would cost everybody a
 * request, and save a few hundred bytes to those who need both. So what they share may have no state
 * of its own, which a test sees to. partysocket goes in: an application
 * should get the version that was tried, and not a second reconnector or React beside it.
 */
export async function bundleSdk(): Promise<BundledSdk> {
  const files = new Map<string, SdkFile>();
  async function bundle(source: string, name: string): Promise<void> {
    const lazy: string[] = [];
    const { outputFiles, metafile } = await build({
      entryPoints: [source],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      legalComments: 'none',
      logLevel: 'warning',
      write: false,
      metafile: true,
      plugins: [apart(lazy), lean],
    });
    const sources = Object.keys(metafile.inputs);
    for (const { text } of outputFiles) {
      const contents = Buffer.from(await terse(text));
      const isEntry = Object.keys(SDK_ENTRIES).some((entry) => name === `${entry}.js`);
      files.set(name, {
        ...{ name, contents, sources },
        ...(isEntry && { required: await forRequire(text) }),
      });
    }
    for (const path of lazy) if (!files.has(nameOf(path))) await bundle(path, nameOf(path));
  }
  for (const [entry, source] of Object.entries(SDK_ENTRIES)) await bundle(source, `${entry}.js`);
  const sizeOf = (file: SdkFile | undefined) => (file ? gzipSize(file.contents) : 0);
  const first = files.get(FIRST);
  const others = [...files.values()].filter((file) => file !== first);
  return {
    files: [...files.values()],
    modules: [...files.values()].flatMap(({ sources }) => sources),
    size: sizeOf(first),
    largestLater: Math.max(0, ...others.map(sizeOf)),
  };
}

/** A module as CommonJS has it. It still loads its parts as modules, which every runtime can. */
async function forRequire(code: string): Promise<Uint8Array> {
  const { code: required } = await transform(code, {
    ...{ format: 'cjs', platform: 'node', target: 'es2022', minify: true },
    supported: { 'dynamic-import': true },
  });
  return Buffer.from(required);
}

const nameOf = (path: string): string => basename(path).replace(/\.ts$/, '.js');

/** Leaves what is imported by `import()` to files of their own, and says which those are. */
const apart = (lazy: string[]): Plugin => ({
  name: 'apart',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ kind, path, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === apart) return undefined;
      const resolved = await resolve(path, { kind, resolveDir, pluginData: apart });
      lazy.push(resolved.path);
      return { path: `./${nameOf(resolved.path)}`, external: true };
    });
  },
});

/** partysocket without what it has for others. */
const lean: Plugin = {
  name: 'lean',
  setup({ onLoad }) {
    onLoad({ filter: PARTYSOCKET_OPTIONS }, () => ({ contents: NO_OPTIONS }));
    onLoad({ filter: PARTYSOCKET }, async ({ path }) => ({
      contents: await leanPartysocket(await readFile(path, 'utf8')),
    }));
  },
};
