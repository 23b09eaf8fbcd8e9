import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSize } from './budgets.ts';
import { bundleLoader } from './bundle-loader.ts';
import { bundleOutOfDate } from './bundle-out-of-date.ts';
import { bundleScripts, type Effort, type Script } from './bundle-scripts.ts';
import { bundleStyle } from './bundle-style.ts';
import { EMOJI } from './emoji-data.ts';
import { fillTemplate } from './fill-template.ts';
import type { BundledModules } from './licenses.ts';

const ASSETS = 'public/assets';

/** The pages, with the script and the style sheet that replace %SCRIPT% and %STYLE%. */
const PAGES = [
  { html: 'src/page/index.html', script: 'src/page/main.tsx', style: 'src/page/page.css' },
  {
    html: 'src/page/embed/embed.html',
    script: 'src/page/embed/embed.tsx',
    style: 'src/page/embed/embed.css',
  },
] as const;
const CORE = 'src/widget/core.tsx';

/** The approximate size of a response's headers, in bytes. */
const HEADERS = 500;
/** Requests at opening other than files: the socket, a guest's session and its preflight. */
const CALLS = 3;

export type BundledForBrowsers = {
  /** Gzipped bytes of the first visit to the page. */
  readonly page: number;
  /** Gzipped bytes that a host page loads before a visitor opens the chat. */
  readonly loader: number;
  /** Gzipped bytes that an opened widget loads before it can be used, without the loader. */
  readonly widget: number;
  /**
   * Everything transferred to open an empty room, with the loader, headers and a guest's session.
   */
  readonly opening: { readonly bytes: number; readonly requests: number };
  /** Gzipped bytes of the largest lazy part of the page or widget, with everything it imports. */
  readonly largestLater: number;
  /** Gzipped bytes of the largest part of a translation. */
  readonly language: number;
  /** Gzipped bytes of all emoji with their names. */
  readonly emoji: number;
  /** The modules in each bundle. */
  readonly modules: BundledModules;
};

/**
 * Bundles the pages and the widget into public/. Each is bundled separately, because a visitor
 * loads only one of them and shared chunks would add bytes. Every file except the pages, widget.js,
 * core.js and out-of-date.js is named after a hash of its content, so browsers may cache it
 * forever.
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
      fillTemplate(page.html, '/assets', bundled.entry, style),
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
  /** The files that are loaded before any code runs. */
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

/** @returns the size of each lazy part, except emoji and translations. */
function latersOf({ all, first }: Scripts, emoji: string): number[] {
  const scripts = [...all.values()];
  const words = new Set(scripts.filter(isLanguage).map(({ path }) => path));
  const staged = new Set(scripts.filter(({ stage }) => stage).map(({ path }) => path));
  return [...new Set(scripts.flatMap(({ lazies }) => lazies))]
    .filter((path) => basename(path) !== emoji && !first.has(path))
    .map((path) => {
      // Everything that the importing file needs is already loaded.
      const askers = scripts.filter(({ lazies }) => lazies.includes(path));
      const there = askers.map((asker) => closure([asker.path], all));
      // The files of both stages are loaded before any lazy part.
      const isNew = (part: string) =>
        part === path ||
        (!(first.has(part) || staged.has(part) || words.has(part)) &&
          !there.every((parts) => parts.has(part)));
      return sizeOf([...closure([path], all)].filter(isNew));
    });
}

/** @returns these files and all their static imports. */
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
