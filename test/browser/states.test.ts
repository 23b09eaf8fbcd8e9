// Checks every state of the gallery. `npm test` checks ten in five views, and the others in turn on a light
// desktop and on a dark phone; `npm run test:states` checks all of them in every view, and keeps screenshots.
import type { Page } from '@playwright/test';
import { states } from '../../src/states/table.ts';
import { show, test } from './gallery.ts';
import { expect } from './people.ts';
import { expectAccessible, expectSoundGeometry } from './soundness.ts';

const ALL = process.env['EDGEWISE_ALL_STATES'] === '1';
const PICTURES = 'test-results/states';

// Two dozen views of one state take a while.
if (ALL) test.describe.configure({ timeout: 120_000 });

const HEIGHTS = { 320: 640, 360: 740, 768: 1024, 1280: 800 } as const;
type Width = keyof typeof HEIGHTS;

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
type Look = keyof typeof LOOKS;

type View = { readonly width: Width; readonly dir: 'ltr' | 'rtl'; readonly look: Look };

const view = (width: Width, look: Look, dir: View['dir'] = 'ltr'): View => ({ width, look, dir });

const USUAL = [view(1280, 'light'), view(360, 'dark')];
const MORE = [
  ...USUAL,
  ...[view(360, 'light', 'rtl'), view(1280, 'dark', 'rtl'), view(360, 'forced')],
];
const EVERY = ([320, 360, 768, 1280] as const).flatMap((width) =>
  (['ltr', 'rtl'] as const).flatMap((dir) =>
    (['light', 'dark', 'forced'] as const).map((look) => view(width, look, dir)),
  ),
);

/** The states with the most content that could be on the wrong side, or lose its color. */
const RICH = new Set([
  ...['conversation', 'hard', 'own-in-hand', 'failed', 'rename', 'waiting'],
  ...['mention-list', 'emoji-picker', 'panel', 'answer-done'],
]);

for (const [index, [name, { title, about = 'main' }]] of Object.entries(states).entries())
  test(`${title} (${name}) is accessible`, async ({ gallery: page }) => {
    await page.setViewportSize({ width: 1280, height: HEIGHTS[1280] });
    await page.emulateMedia(LOOKS.light);
    await show(page, name);
    await settled(page);
    expect(await page.locator(about).ariaSnapshot()).toMatchSnapshot(['states', `${name}.txt`]);

    const views = ALL ? EVERY : RICH.has(name) ? MORE : USUAL.filter((_, at) => at === index % 2);
    for (const [at, seen] of views.entries())
      await test.step(`${seen.width} ${seen.look} ${seen.dir}`, async () => {
        await look(page, seen);
        await expectSoundGeometry(page);
        await expectAccessible(page, rulesFor(seen, views.slice(0, at)));
        if (!ALL) return;
        const path = `${PICTURES}/${name}-${seen.width}-${seen.look}-${seen.dir}.png`;
        await page.screenshot({ path });
      });
  });

/**
 * The rules of axe to check in a view; `undefined` for all.
 * @param before the views of the same state that were checked before it.
 */
const rulesFor = ({ width }: View, before: readonly View[]): string[] | undefined =>
  before.some((view) => view.width === width) ? ['color-contrast'] : undefined;

async function look(page: Page, { width, dir, look: colours }: View): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHTS[width] });
  await page.emulateMedia(LOOKS[colours]);
  await page.evaluate((to) => {
    document.documentElement.dir = to;
  }, dir);
  await settled(page);
}

/** An element that fades in is legible only once it is fully visible. */
const settled = (page: Page) =>
  page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
