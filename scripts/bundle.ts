import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild';
import { gzipSize } from './budgets.ts';
import { EMOJI, emojiData } from './emoji-data.ts';

const ASSETS = 'public/assets';

// Where index.html wants to hear what became of a source.
const PLACES = { 'main.tsx': '%SCRIPT%', 'page.css': '%STYLE%' };

const SETTINGS = {
  bundle: true,
  minify: true,
  // Modules are always read as UTF-8; escapes would double what some languages weigh.
  charset: 'utf8',
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  // partysocket's warnings to its own developers; ours are values.
  drop: ['console'],
  logLevel: 'warning',
} satisfies BuildOptions;

export type BundledPage = {
  /** What a first visit loads, gzipped. */
  readonly size: number;
  /** The largest part that is loaded when needed, gzipped, with what only such parts use. */
  readonly largestLater: number;
  /** All emoji with their names, gzipped. */
  readonly emoji: number;
};

/**
 * Bundles the page into public/, every file but index.html named after its content, so that browsers
 * may keep them for ever.
 */
export async function bundlePage(): Promise<BundledPage> {
  const { metafile } = await build({
    ...SETTINGS,
    plugins: [smallStyles, emojiData],
    entryPoints: ['src/page/main.tsx', 'src/page/page.css'],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    splitting: true,
    metafile: true,
    outdir: ASSETS,
  });
  const outputs = Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint ? [{ path, source: basename(entryPoint) }] : [],
  );
  const entries = new Map(outputs.map(({ path, source }) => [source, path]));
  const html = fillIn(readFileSync('src/page/index.html', 'utf8'), entries);
  await writeFile('public/index.html', html);
  await removeOld(Object.keys(metafile.outputs));

  // To esbuild, what is imported by `import()` is an entry point too.
  const [first, later] = [true, false].map((isFirst) =>
    outputs
      .filter(({ source }) => source !== EMOJI && source in PLACES === isFirst)
      .map(({ path }) => path),
  ) as [string[], string[]];
  const loaded = new Set(first.flatMap((path) => withStaticImports(path, metafile)));
  const emoji = outputs.filter(({ source }) => source === EMOJI).map(({ path }) => path);
  const parts = later.map((path) =>
    sizeOf(withStaticImports(path, metafile).filter((used) => !loaded.has(used))),
  );
  return {
    size: gzipSize(Buffer.from(html)) + sizeOf(loaded),
    largestLater: Math.max(0, ...parts),
    emoji: sizeOf(emoji),
  };
}

const sizeOf = (paths: Iterable<string>): number =>
  [...new Set(paths)].reduce((sum, path) => sum + gzipSize(readFileSync(path)), 0);

/** Styles that travel as text, in a script of what is loaded when needed. */
const smallStyles: Plugin = {
  name: 'small-styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path, with: { type } }) => {
      if (type !== 'text') return undefined;
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, { loader: 'css', minify: true, target: 'es2022' });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

function fillIn(html: string, entries: ReadonlyMap<string, string>): string {
  let filled = html;
  for (const [source, place] of Object.entries(PLACES)) {
    if (!filled.includes(place)) throw new Error(`src/page/index.html has no ${place}`);
    filled = filled.replace(place, `/assets/${basename(entries.get(source) ?? '')}`);
  }
  return filled;
}

/** Lazy chunks are left out: `import()` is not part of a first visit. */
function withStaticImports(path: string, metafile: Metafile): string[] {
  const imports = metafile.outputs[path]?.imports ?? [];
  const chunks = imports.filter((used) => used.kind === 'import-statement' && !used.external);
  return [path, ...chunks.flatMap((chunk) => withStaticImports(chunk.path, metafile))];
}

async function removeOld(outputs: string[]): Promise<void> {
  await mkdir(ASSETS, { recursive: true });
  const current = new Set(outputs.map((path) => basename(path)));
  const old = (await readdir(ASSETS)).filter((name) => !current.has(name));
  await Promise.all(old.map((name) => rm(join(ASSETS, name), { recursive: true })));
}
