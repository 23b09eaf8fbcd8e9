// Pages that a UI library hydrates as a whole, with the script in their layout.
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { expect, type Site, test, Visitor } from './host.ts';

/** The packages of each major version, by the names that they are installed under. */
const VERSIONS = {
  18: { react: 'react18', 'react-dom': 'react-dom18' },
  19: { react: 'react', 'react-dom': 'react-dom' },
} as const;

/** Renders the same page on both sides. */
const LAYOUT = `
  import { createElement as h } from 'react';
  import { renderToString } from 'react-dom/server';
  import { hydrateRoot } from 'react-dom/client';

  function Page({ where, chat, room }) {
    const script = h('script', { async: true, src: chat, 'data-room': room });
    return h('html', { lang: 'en' },
      h('head', null, h('title', null, 'Bakery'), where === 'head' ? script : null),
      h('body', null, h('main', null, 'Bread'), where === 'body' ? script : null));
  }
  window.markup = (props) => renderToString(h(Page, props));
  window.complaints = [];
  window.hydrate = (props) => new Promise((done) => {
    const onRecoverableError = (error) => window.complaints.push(error.message);
    const Hydrated = () => {
      globalThis.effect(done);
      return h(Page, props);
    };
    hydrateRoot(document, h(Hydrated), { onRecoverableError });
  });
  import { useEffect } from 'react';
  globalThis.effect = (done) => useEffect(() => done(), []);
`;

type Props = { readonly where: string; readonly chat: string; readonly room: string };
type Bundle = { markup: (props: Props) => string; hydrate: (props: Props) => Promise<void> };

async function libraryOf(version: keyof typeof VERSIONS): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: LAYOUT, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: VERSIONS[version],
  });
  return outputFiles[0]?.text ?? '';
}

async function hydrated(page: Page, site: Site, library: string, where: string): Promise<void> {
  const props: Props = { where, chat: `${site.chat}/widget.js`, room: site.room };
  await page.evaluate(library);
  const markup = await page.evaluate((props) => (window as unknown as Bundle).markup(props), props);
  await page.goto(site.serve(`/${where}`, { raw: `<!doctype html>${markup}` }));
  // The latest possible hydration: the launcher is rendered, and the library loads only now.
  await expect(new Visitor(page).launcher).toBeVisible();
  await page.evaluate(library);
  await page.evaluate((props) => (window as unknown as Bundle).hydrate(props), props);
}

for (const version of [18, 19] as const)
  for (const where of ['head', 'body'])
    test(`React ${version} hydrates a document with the script in its ${where}; the chat stays`, async ({
      site,
    }) => {
      const page = await site.visit({ script: '' });
      await hydrated(page, site, await libraryOf(version), where);
      expect(await page.evaluate('window.complaints')).toEqual([]);
      await expect(page.locator('edgewise-chat')).toHaveCount(1);
      const ada = new Visitor(page);
      await ada.open();
      await ada.say('Is there rye?');
      expect(await page.evaluate('window.complaints')).toEqual([]);
    });
