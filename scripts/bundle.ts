import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { gzipSize } from './budgets.ts';

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

/**
 * Bundles the page into public/, every file but index.html named after its content, so that browsers
 * may keep them for ever. Returns what a first visit loads, gzipped.
 */
export async function bundlePage(): Promise<number> {
  const { metafile } = await build({
    ...SETTINGS,
    entryPoints: ['src/page/main.tsx', 'src/page/page.css'],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    splitting: true,
    metafile: true,
    outdir: ASSETS,
  });
  const entries = new Map(
    Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
      // Lazy chunks have an entry point too.
      entryPoint && basename(entryPoint) in PLACES ? [[basename(entryPoint), path] as const] : [],
    ),
  );
  const html = fillIn(readFileSync('src/page/index.html', 'utf8'), entries);
  await writeFile('public/index.html', html);
  await removeOld(Object.keys(metafile.outputs));

  const loaded = [...entries.values()].flatMap((path) => withStaticImports(path, metafile));
  const files = [...new Set(loaded)].map((path) => readFileSync(path));
  return [Buffer.from(html), ...files].reduce((sum, content) => sum + gzipSize(content), 0);
}

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
