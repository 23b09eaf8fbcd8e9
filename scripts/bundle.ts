import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSize } from './budgets.ts';
import { bundleLoader } from './bundle-loader.ts';
import { bundleOutOfDate } from './bundle-out-of-date.ts';
import { bundleScripts, type Effort, type Script } from './bundle-scripts.ts';
import { bundleStyle } from './bundle-style.ts';
import { EMOJI } from './emoji-data.ts';
import { fillIn } from './fill-in.ts';
import type { BundledModules } from './licenses.ts';

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

/** What a response's headers weigh, about, in bytes. */
const HEADERS = 500;
/** What opening asks for besides files: the socket, and a guest's session with its preflight. */
const CALLS = 3;

export type BundledForBrowsers = {
  /** What a first visit to the page loads, gzipped. */
  readonly page: number;
  /** What a site's page loads before anyone wants the chat, gzipped. */
  readonly loader: number;
  /** What an opened widget loads until one can read and write, gzipped, without the loader. */
  readonly widget: number;
  /** What opening an empty room transfers in all, with the loader, headers and a guest's session. */
  readonly opening: { readonly bytes: number; readonly requests: number };
  /** The largest part that page or widget load when needed, gzipped, with all it uses. */
  readonly largestLater: number;
  /** The largest part of a language, gzipped. */
  readonly language: number;
  /** All emoji with their names, gzipped. */
  readonly emoji: number;
  /** The modules in each bundle. */
  readonly modules: BundledModules;
};

/**
 * Bundles pages and widget into public/. Each by itself: nobody loads two, and what they shared
 * would be cut into chunks that weigh more. Every file but the pages, widget.js, core.js and out-of-date.js
 * is named after its content, so that browsers may keep them for ever.
 */
export async function bundleForBrowsers(effort: Effort): Promise<BundledForBrowsers> {
  await mkdir(ASSETS, { recursive: true });
  const scripts: Scripts[] = [];
  const styles: string[] = [];
  for (const page of PAGES) {
    const bundled = await bundle(page.script, effort);
    const style = await bundleStyle(page.style, ASSETS);
    await writeFile(
      join('public', basename(page.html)),
      fillIn(page.html, '/assets', bundled.entry, style),
    );
    scripts.push(bundled);
    styles.push(style);
  }
  const widget = await bundle(CORE, effort);
  scripts.push(widget);
  const loaderModules = await bundleLoader(`/assets/${basename(widget.entry)}`);
  const noticeModules = await bundleOutOfDate();
  await removeOld([...scripts.flatMap(({ all }) => [...all.keys()]), ...styles]);

  const emoji = [...widget.all.values()].find(({ source }) => source === EMOJI)?.path ?? '';
  const first = [...(scripts[0]?.first ?? []), styles[0] ?? ''];
  const loader = gzipSize(readFileSync('public/widget.js'));
  const atOpening = [...widget.all.values()].filter(({ stage }) => stage === 'opening');
  const opened = [...widget.first, ...atOpening.map(({ path }) => path)];
  const requests = opened.length + CALLS;
  return {
    page: gzipSize(readFileSync('public/index.html')) + sizeOf(first),
    loader,
    widget: sizeOf(widget.first),
    opening: { bytes: loader + sizeOf(opened) + HEADERS * (1 + requests), requests },
    largestLater: Math.max(0, ...scripts.flatMap((bundled) => latersOf(bundled, basename(emoji)))),
    language: Math.max(0, ...scripts.flatMap(languagesOf)),
    emoji: sizeOf([emoji]),
    modules: {
      page: scripts.slice(0, PAGES.length).flatMap(modulesOf),
      widget: [...loaderModules, ...noticeModules, ...modulesOf(widget)],
    },
  };
}

type Scripts = {
  readonly entry: string;
  /** Every file, by its path. */
  readonly all: ReadonlyMap<string, Script>;
  /** The files that are loaded before anything runs. */
  readonly first: ReadonlySet<string>;
};

const modulesOf = ({ all }: Scripts): readonly string[] =>
  [...all.values()].flatMap(({ modules }) => modules);

async function bundle(source: string, effort: Effort): Promise<Scripts> {
  const { entry, scripts } = await bundleScripts(source, ASSETS, effort);
  const all = new Map(scripts.map((script) => [script.path, script]));
  return { entry, all, first: closure([entry], all) };
}

const sizeOf = (paths: Iterable<string>): number =>
  [...paths].reduce((sum, path) => sum + gzipSize(readFileSync(path)), 0);

const languagesOf = ({ all }: Scripts): number[] =>
  [...all.values()].filter(isLanguage).map(({ path }) => sizeOf([path]));

const isLanguage = ({ source }: Script): boolean =>
  /\/(languages|(more-|dialog-)?words)\//.test(source ?? '');

/** What each part weighs that is loaded when needed, but for the emoji and its words. */
function latersOf({ all, first }: Scripts, emoji: string): number[] {
  const scripts = [...all.values()];
  const words = new Set(scripts.filter(isLanguage).map(({ path }) => path));
  const staged = new Set(scripts.filter(({ stage }) => stage).map(({ path }) => path));
  return [...new Set(scripts.flatMap(({ lazies }) => lazies))]
    .filter((path) => basename(path) !== emoji && !first.has(path))
    .map((path) => {
      // Whoever asks for it is there already, with all that they use.
      const askers = scripts.filter(({ lazies }) => lazies.includes(path));
      const there = askers.map((asker) => closure([asker.path], all));
      // What comes with the opening and with the first message is there before anything else is wanted.
      const isNew = (part: string) =>
        part === path ||
        (!(first.has(part) || staged.has(part) || words.has(part)) &&
          !there.every((parts) => parts.has(part)));
      return sizeOf([...closure([path], all)].filter(isNew));
    });
}

/** These files and all that they import before they run. */
function closure(paths: readonly string[], all: ReadonlyMap<string, Script>): Set<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const used of all.get(path)?.imports ?? []) add(used);
  };
  paths.forEach(add);
  return found;
}

async function removeOld(outputs: string[]): Promise<void> {
  const current = new Set(outputs.map((path) => basename(path)));
  const old = (await readdir(ASSETS)).filter((name) => !current.has(name));
  await Promise.all(old.map((name) => rm(join(ASSETS, name), { recursive: true })));
}
