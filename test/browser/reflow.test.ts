// For people with low vision: text twice as large, the narrowest window, more contrast, no motion.
import type { Page } from '@playwright/test';
import { show } from './gallery.ts';
import { expect, test } from './people.ts';
import { expectAccessible, expectSoundGeometry } from './soundness.ts';

/** The states with the longest texts, the most buttons, and the largest parts. */
const STATES = [
  ...['conversation', 'hard', 'own-in-hand', 'quick-reactions', 'failed', 'editing', 'waiting'],
  ...['name-prompt', 'slow-mode', 'rich', 'answer-done', 'answer-limit', 'mention-list'],
  ...['empty-company', 'room-menu', 'invite', 'rename', 'answer-writing'],
];

/** No line needs sideways scrolling (WCAG 1.4.10). */
const expectNoSideways = async (page: Page) =>
  expect(
    await page.evaluate(() => {
      const wide = (element: Element) => element.scrollWidth - element.clientWidth;
      const log = document.querySelector('.log');
      return [wide(document.documentElement), log ? wide(log) : 0];
    }),
  ).toEqual([0, 0]);

test('at 320 px nothing is cut off, and nothing scrolls sideways', async ({ testRoom }) => {
  test.slow();
  const page = await testRoom.open({
    reducedMotion: 'reduce',
    viewport: { width: 320, height: 640 },
  });
  for (const state of STATES)
    await test.step(state, async () => {
      await show(page, state);
      await expectNoSideways(page);
      await expectSoundGeometry(page);
    });
});

test('at 320 px a long room name keeps the field one line high, and the person menu is complete', async ({
  testRoom,
}) => {
  const page = await testRoom.open({ locale: 'es', viewport: { width: 320, height: 640 } });
  await page.goto(`/r/${testRoom.room}-${'a'.repeat(63 - testRoom.room.length)}`);
  await page.locator('.foot input').fill('Ada');
  await page.keyboard.press('Enter');
  const field = page.locator('.composer textarea');
  const empty = await field.evaluate(({ clientHeight }) => clientHeight);
  await field.fill('a');
  expect(empty).toBe(await field.evaluate(({ clientHeight }) => clientHeight));
  await page.locator('.who').click();
  await page.locator('.me [aria-haspopup]').click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  expect(await menu.evaluate((list) => list.getBoundingClientRect().right)).toBeLessThan(320);
});

test('with text twice as large everything is legible and usable', async ({ testRoom }) => {
  test.slow();
  const page = await testRoom.open({
    reducedMotion: 'reduce',
    viewport: { width: 720, height: 900 },
  });
  for (const state of STATES)
    await test.step(state, async () => {
      await show(page, state);
      const before = await page.locator('.log').evaluate((log) => getComputedStyle(log).fontSize);
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      const after = await page.locator('.log').evaluate((log) => getComputedStyle(log).fontSize);
      expect(Number.parseFloat(after)).toBe(2 * Number.parseFloat(before));
      await expectNoSideways(page);
      await expectSoundGeometry(page);
    });
});

test('more contrast is applied on request', async ({ testRoom }) => {
  const page = await testRoom.open({ contrast: 'no-preference' });
  await show(page, 'conversation');
  const muted = () =>
    page.evaluate(() => getComputedStyle(document.querySelector('time') as Element).color);
  const usual = await muted();
  await page.emulateMedia({ contrast: 'more' });
  expect(await muted()).not.toBe(usual);
  await expectAccessible(page, ['color-contrast', 'color-contrast-enhanced']);
});

test('reduced motion removes all motion', async ({ testRoom }) => {
  const page = await testRoom.open({ reducedMotion: 'reduce' });
  for (const state of ['typing-many', 'answer-writing', 'new-below', 'sending'])
    await test.step(state, async () => {
      await show(page, state);
      const moving = await page.evaluate(() =>
        document
          .getAnimations()
          .filter(
            ({ effect }) => effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
          )
          .map((animation) => (animation as CSSAnimation).animationName),
      );
      expect(moving).toEqual([]);
    });
});
