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
import { minifyModule } from './minify.ts';

/** The entry points of the package: their names, and their sources. */
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
  /** An entry as CommonJS. Lazy files exist once, for both formats. */
  readonly required?: Uint8Array;
  /** The paths of the bundled modules. */
  readonly sources: readonly string[];
};

export type BundledSdk = {
  readonly files: readonly SdkFile[];
  /** The gzipped size of what an application loads that imports `connect`, without lazy files. */
  readonly size: number;
  /** The gzipped size of the largest other file, with everything it imports. */
  readonly largestLater: number;
  /** The paths of all bundled modules. */
  readonly modules: readonly string[];
};

const FIRST = 'index.js';

/**
 * Bundles the SDK so that it also works without a bundler: one file for each entry, and one for
 * each dynamic import. There are no shared chunks: one would cost every application a request to
 * save a few hundred bytes for those that load both files. Shared code may therefore have no state
 * of its own, which a test checks. partysocket is bundled, so that applications get the tested
 * version, and no second copy of it or of React.
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
      plugins: [splitDynamicImports(lazy), trimPartysocket],
    });
    const sources = Object.keys(metafile.inputs);
    for (const { text } of outputFiles) {
      const contents = Buffer.from(await minifyModule(text));
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

/**
 * Converts a module to CommonJS. It still imports lazy files as ES modules, which every runtime
 * supports.
 */
async function forRequire(code: string): Promise<Uint8Array> {
  const { code: required } = await transform(code, {
    ...{ format: 'cjs', platform: 'node', target: 'es2022', minify: true },
    supported: { 'dynamic-import': true },
  });
  return Buffer.from(required);
}

const nameOf = (path: string): string => basename(path).replace(/\.ts$/, '.js');

/** Makes dynamic imports external, and collects their paths in `lazy`. */
const splitDynamicImports = (lazy: string[]): Plugin => ({
  name: 'split-dynamic-imports',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ kind, path, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === splitDynamicImports) return undefined;
      const resolved = await resolve(path, { kind, resolveDir, pluginData: splitDynamicImports });
      lazy.push(resolved.path);
      return { path: `./${nameOf(resolved.path)}`, external: true };
    });
  },
});

/** Trims partysocket. */
const trimPartysocket: Plugin = {
  name: 'trim-partysocket',
  setup({ onLoad }) {
    onLoad({ filter: PARTYSOCKET_OPTIONS }, () => ({ contents: NO_OPTIONS }));
    onLoad({ filter: PARTYSOCKET }, async ({ path }) => ({
      contents: await leanPartysocket(await readFile(path, 'utf8')),
    }));
  },
};
