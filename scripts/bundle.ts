import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { gzipSize } from './budgets.ts';
import { EMOJI, emojiData } from './emoji-data.ts';

const ASSETS = 'public/assets';

/** The pages: where each lies, and what it loads in the place of %SCRIPT% and %STYLE%. */
const PAGES = [
  { html: 'src/page/index.html', script: 'src/page/main.tsx', style: 'src/page/page.css' },
  {
    html: 'src/page/embed/embed.html',
    script: 'src/page/embed/embed.tsx',
    style: 'src/page/embed/embed.css',
  },
] as const;
const CORE = 'src/widget/core.tsx';

export const SETTINGS = {
  bundle: true,
  minify: true,
  target: 'es2022',
  // Modules are always read as UTF-8; escapes would double what some languages weigh.
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  // partysocket's warnings to its own developers; ours are values.
  drop: ['console'],
  logLevel: 'warning',
} satisfies BuildOptions;

export type BundledForBrowsers = {
  /** What a first visit to the page loads, gzipped. */
  readonly page: number;
  /** What a site's page loads before anyone wants the chat, gzipped. */
  readonly loader: number;
  /** What an opened widget loads until one can read and write, gzipped, without the loader. */
  readonly widget: number;
  /** The largest part that page or widget load when needed, gzipped, with all it uses. */
  readonly largestLater: number;
  /** The largest part of a language, gzipped. */
  readonly language: number;
  /** All emoji with their names, gzipped. */
  readonly emoji: number;
};

/**
 * Bundles pages and widget into public/. Each by itself: nobody loads two, and what they shared
 * would be cut into chunks that weigh more. Every file but the pages, widget.js and core.js is named
 * after its content, so that browsers may keep them for ever.
 */
export async function bundleForBrowsers(): Promise<BundledForBrowsers> {
  const pages: Bundled[] = [];
  for (const page of PAGES) {
    const bundled = await bundle([page.script, page.style]);
    await writeFile(join('public', basename(page.html)), fillIn(page, bundled.pathOf));
    pages.push(bundled);
  }
  const widget = await bundle([CORE]);
  await bundleLoader(widget.pathOf(CORE));
  const all = [...pages, widget];
  await removeOld(all.flatMap(({ metafile }) => Object.keys(metafile.outputs)));

  const emoji = widget.pathOf(EMOJI);
  return {
    page: gzipSize(readFileSync('public/index.html')) + sizeOf(pages[0]?.loads ?? []),
    loader: gzipSize(readFileSync('public/widget.js')),
    widget: sizeOf(widget.loads),
    largestLater: Math.max(0, ...all.flatMap((bundled) => latersOf(bundled, emoji))),
    language: Math.max(0, ...all.flatMap(({ metafile }) => languagesOf(metafile))),
    emoji: sizeOf([emoji]),
  };
}

type Bundled = {
  readonly metafile: Metafile;
  /** Where a source went. */
  readonly pathOf: (source: string) => string;
  /** What its entry points load before they run. */
  readonly loads: ReadonlySet<string>;
};

async function bundle(entryPoints: string[]): Promise<Bundled> {
  const { metafile } = await build({
    ...SETTINGS,
    entryPoints,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    format: 'esm',
    splitting: true,
    metafile: true,
    outdir: ASSETS,
    plugins: PLUGINS,
  });
  const entries = new Map(
    Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint ? [[entryPoint, path] as const] : [],
    ),
  );
  const pathOf = (source: string) => entries.get(source) ?? '';
  return { metafile, pathOf, loads: closure(entryPoints.map(pathOf), metafile) };
}

const sizeOf = (paths: Iterable<string>): number =>
  [...paths].reduce((sum, path) => sum + gzipSize(readFileSync(path)), 0);

const languagesOf = ({ outputs }: Metafile): number[] =>
  Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint?.startsWith('src/ui/languages/'))
    .map(([path]) => sizeOf([path]));

/** What each part weighs that is loaded when needed, but for the emoji. */
const latersOf = ({ loads, metafile }: Bundled, emoji: string): number[] =>
  laterThan(loads, metafile)
    .filter((path) => path !== emoji)
    .map((path) => sizeOf([...closure([path], metafile)].filter((part) => !loads.has(part))));

/**
 * The loader knows the core by its name. One that was loaded before a deploy asks for a name that is
 * gone, and then for `core.js`, which knows the newest.
 */
async function bundleLoader(core: string): Promise<void> {
  await build({
    ...SETTINGS,
    entryPoints: ['src/widget/loader.ts'],
    format: 'iife',
    // It is read in the including page's own encoding.
    charset: 'ascii',
    define: { CORE: JSON.stringify(`/assets/${basename(core)}`) },
    outfile: 'public/widget.js',
    plugins: [styleText],
  });
  await writeFile('public/core.js', `export * from '/assets/${basename(core)}';\n`);
}

/** A style sheet that a script imports as text: whole and minified. */
const styleText: Plugin = {
  name: 'style-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path, with: { type } }) => {
      if (type !== 'text') return undefined;
      const { outputFiles, metafile } = await build({
        ...SETTINGS,
        entryPoints: [path],
        write: false,
        metafile: true,
      });
      return {
        contents: squeeze(outputFiles[0]?.text ?? ''),
        loader: 'text',
        watchFiles: Object.keys(metafile.inputs),
      };
    });
  },
};

/** What every bundle of several files is built with. */
export const PLUGINS = [styleText, emojiData];

/** Takes out what esbuild leaves: quotes around plain words, and spaces where nothing needs one. */
const squeeze = (sheet: string): string =>
  sheet
    .trim()
    .replaceAll(/\[([\w-]+)="([a-z][\w-]*)"\]/g, '[$1=$2]')
    .replaceAll(/(--[\w-]+): /g, '$1:')
    .replaceAll(', ', ',');

function fillIn(page: (typeof PAGES)[number], pathOf: (source: string) => string): string {
  const nameOf = (source: string) => `/assets/${basename(pathOf(source))}`;
  let filled = readFileSync(page.html, 'utf8');
  for (const [place, source] of Object.entries({
    '%SCRIPT%': page.script,
    '%STYLE%': page.style,
  })) {
    if (!filled.includes(place)) throw new Error(`${page.html} has no ${place}`);
    filled = filled.replace(place, nameOf(source));
  }
  return filled;
}

const importsOf = (path: string, kind: string, { outputs }: Metafile): string[] =>
  (outputs[path]?.imports ?? [])
    .filter((used) => used.kind === kind && !used.external)
    .map((used) => used.path);

/** These files and all that they import before they run. */
function closure(paths: readonly string[], metafile: Metafile): Set<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const used of importsOf(path, 'import-statement', metafile)) add(used);
  };
  paths.forEach(add);
  return found;
}

/** The files that those load when needed, and those in turn. */
function laterThan(loaded: ReadonlySet<string>, metafile: Metafile): string[] {
  const found = new Set<string>();
  const look = (path: string): void => {
    for (const lazy of importsOf(path, 'dynamic-import', metafile)) {
      if (loaded.has(lazy) || found.has(lazy)) continue;
      found.add(lazy);
      for (const part of closure([lazy], metafile)) look(part);
    }
  };
  loaded.forEach(look);
  return [...found];
}

async function removeOld(outputs: string[]): Promise<void> {
  await mkdir(ASSETS, { recursive: true });
  const current = new Set(outputs.map((path) => basename(path)));
  const old = (await readdir(ASSETS)).filter((name) => !current.has(name));
  await Promise.all(old.map((name) => rm(join(ASSETS, name), { recursive: true })));
}
