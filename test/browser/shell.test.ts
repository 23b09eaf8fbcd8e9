// Everything around the messages: the header, the list of people, the empty room's card, the field.
import type { Page } from '@playwright/test';
import { test as inGallery, show } from './gallery.ts';
import { expect, Person, test } from './people.ts';

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Adds up the layout shifts while the page was loaded. */
const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const entries = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(entries.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        // Without shifts, no entry is reported.
        requestAnimationFrame(() => setTimeout(() => resolve(0)));
      }),
  );

test('an empty room explains itself, moves nothing, and helps to start', async ({ testRoom }) => {
  const ada = await testRoom.enter(undefined, DESKTOP);
  const { page } = ada;
  const card = page.locator('.first-run');
  await expect(card.getByRole('heading', { name: testRoom.room })).toBeVisible();
  await expect(card).toContainText('No one else is here yet');
  const name = page.getByRole('textbox');
  await expect(name).toBeFocused();
  await expect(name).toBeInViewport();
  expect(await shiftOf(page)).toBeLessThan(0.01);

  await ada.takeName('Ada');
  await card.getByRole('button', { name: 'Say hello' }).click();
  await expect(ada.composer).toBeFocused();
  await expect(ada.composer).toHaveValue('Hello everyone! 👋');
  await card.getByRole('button', { name: 'Invite people' }).click();
  const invitation = page.getByRole('dialog', { name: `Invite people to #${testRoom.room}` });
  await expect(invitation.getByRole('textbox')).toHaveValue(page.url());
  await expect(invitation.getByRole('img', { name: 'QR code' })).toBeVisible();
  await page.keyboard.press('Escape');
  await ada.composer.press('Enter');
  await ada.settled();
  await expect(card).toHaveCount(0);
});

test('on a phone nothing takes the focus, and the menu and the list of people close by a tap', async ({
  testRoom,
}) => {
  const { page } = await testRoom.enter(undefined, PHONE);
  await expect(page.locator('.first-run')).toBeVisible();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  const menu = page.getByRole('menu', { name: 'More' });
  await page.getByRole('button', { name: 'More' }).tap();
  await expect(menu).toBeVisible();
  await page.touchscreen.tap(40, 600);
  await expect(menu).toHaveCount(0);
  const people = page.locator('aside.people');
  await page.locator('.who').tap();
  await expect(people).toBeVisible();
  await page.touchscreen.tap(20, 600);
  await expect(people).toBeHidden();
});

test('this device remembers the closed list of people and the chosen theme', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada', { ...DESKTOP, colorScheme: 'light' });
  const { page } = ada;
  const people = page.locator('aside.people');
  const button = page.locator('.who');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await button.click();
  await expect(people).toBeHidden();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.reload();
  await expect(ada.composer).toBeVisible();
  await expect(people).toBeHidden();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await button.click();
  await expect(people).toBeVisible();
});

test('the focus ring of the field shows after keyboard use, not after a click', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada', DESKTOP);
  const field = ada.page.locator('.composer .field');
  await ada.log.click();
  await ada.composer.click();
  await expect(field).toHaveCSS('outline-style', 'none');
  await ada.page.keyboard.type('typed behind a click');
  await expect(field).toHaveCSS('outline-style', 'none');
  await ada.page.keyboard.press('Tab');
  await ada.page.keyboard.press('Shift+Tab');
  await expect(ada.composer).toBeFocused();
  await expect(field).toHaveCSS('outline-style', 'solid');
});

inGallery('nothing moves when somebody begins to type', async ({ gallery: page }) => {
  const boxes: unknown[] = [];
  for (const state of ['sent', 'typing-many']) {
    await show(page, state);
    boxes.push(await page.locator('.composer').boundingBox());
  }
  expect(boxes[1]).toEqual(boxes[0]);
});

test('a name that is being typed survives the room’s first message', async ({ testRoom }) => {
  const { page } = await testRoom.enter(undefined, DESKTOP);
  await expect(page.locator('.first-run')).toBeVisible();
  await page.getByRole('textbox').pressSequentially('Au');
  await testRoom.publish('Ben', ['First!']);
  await expect(new Person(page).message('First!')).toBeVisible();
  await page.keyboard.type('gusta');
  await expect(page.getByRole('textbox')).toHaveValue('Augusta');
});
