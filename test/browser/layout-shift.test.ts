// The layout shift that the chat causes in other people's pages, as browsers measure it (CLS).

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, type Site, sayAsBen, test } from './host.ts';

/** What `docs/embed.md` tells sites to put into their style sheet. */
const [, RESERVED = ''] =
  /Reserve its height[\s\S]*?```css\n([\s\S]*?)```/.exec(readFileSync('docs/embed.md', 'utf8')) ??
  [];

/** A page that is rendered, and measures shifts, long before the script loads. */
const page = (chats: number, style: string): string =>
  `<!doctype html><html lang="en"><title>Bakery</title><style>${style}</style>
  <script>
    shift = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) shift += value;
    }).observe({ type: 'layout-shift', buffered: true });
    addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
      const script = document.createElement('script');
      script.src = 'CHAT/widget.js';
      document.head.append(script);
    })));
  </script>
  <body><h1>Bread</h1>${'<edgewise-chat mode="inline" room="ROOM"></edgewise-chat><p>Flour, water, salt and time.</p>'.repeat(chats)}
  <p>Come by.</p>`;

async function shiftOf(site: Site, chats: number, style: string): Promise<number> {
  const tab: Page = await site.visit(
    { raw: page(chats, style) },
    { viewport: { width: 1280, height: 800 } },
  );
  // The first is in view, and therefore connects.
  const chat = tab.locator('edgewise-chat').first();
  await expect(chat.locator('.flow').getByRole('article')).toHaveCount(3);
  await expect(chat.getByRole('textbox')).toBeVisible();
  await expect(chat.locator('.text p').first()).toBeVisible();
  await tab.evaluate(() => document.fonts.ready);
  return tab.evaluate(
    () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() =>
          setTimeout(() => resolve((window as unknown as { shift: number }).shift)),
        );
      }),
  );
}

for (const chats of [1, 2])
  test(`${chats} in a page that reserves the height as documented: almost no layout shift`, async ({
    site,
  }) => {
    for (const text of ['Good morning.', 'Is there rye today?', '**Yes**, from four.'])
      await sayAsBen(site, text);
    expect(RESERVED).toContain('edgewise-chat');
    // Browsers call up to 0.1 good.
    expect(await shiftOf(site, chats, RESERVED)).toBeLessThanOrEqual(0.02);
  });
