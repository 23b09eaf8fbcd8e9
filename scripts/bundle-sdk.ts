import { basename } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { gzipSize } from './budgets.ts';

export type BundledSdk = {
  readonly files: readonly { readonly name: string; readonly contents: Uint8Array }[];
  /** What an application that imports the SDK loads, gzipped; not what is loaded when needed. */
  readonly size: number;
};

/**
 * Bundles the SDK for people who have no bundler either: one entry, and a chunk for each thing that
 * is loaded when needed. partysocket goes in: an application should get the version that was tried,
 * and not a second reconnector or React beside it.
 */
export async function bundleSdk(): Promise<BundledSdk> {
  const { outputFiles, metafile } = await build({
    entryPoints: { index: 'src/client/index.ts' },
    bundle: true,
    minify: true,
    // partysocket's private fields; ours have no names to spell out.
    mangleProps: /^_/,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    // partysocket's warnings to its own developers; ours are values.
    drop: ['console'],
    logLevel: 'warning',
    chunkNames: '[name]-[hash]',
    splitting: true,
    metafile: true,
    write: false,
    outdir: 'dist/sdk',
  });
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
  const first = loadedAtOnce('dist/sdk/index.js', metafile);
  const size = files
    .filter(({ name }) => first.has(name))
    .reduce((sum, { contents }) => sum + gzipSize(contents), 0);
  return { files, size };
}

function loadedAtOnce(path: string, metafile: Metafile): Set<string> {
  const imports = metafile.outputs[path]?.imports ?? [];
  const chunks = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return new Set([
    basename(path),
    ...chunks.flatMap((chunk) => [...loadedAtOnce(chunk.path, metafile)]),
  ]);
}
