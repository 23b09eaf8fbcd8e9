// A deploy removes files from under open pages.
import type { Page } from '@playwright/test';
import { test as hosts, Visitor } from './host.ts';
import { lazyFiles } from './lazy-files.ts';
import { expect, test } from './people.ts';

const OUT_OF_DATE = 'This page is out of date. Reload it.';

/** From now on the server has none of the files that the page was built with. */
const deploy = (page: Page): Promise<unknown> =>
  page.route('**/assets/*', (route) =>
    route.continue({ url: route.request().url().replace('/assets/', '/assets/gone-') }),
  );

test('a page whose files a deploy has removed says so, stops requesting them, and keeps the draft', async ({
  testRoom,
}) => {
  const { page, composer } = await testRoom.enter('Ada');
  await page.clock.install();
  await composer.fill('half a thou');
  await deploy(page);
  const loaded: string[] = [];
  page.on('request', (request) => {
    const isFile = request.method() === 'GET' && request.url().includes('/assets/');
    if (isFile) loaded.push(request.url());
  });
  await page.locator('.head').getByRole('button', { name: 'More' }).click();
  const notice = page.getByRole('alert').filter({ hasText: OUT_OF_DATE });
  await expect(notice).toBeVisible();
  const gone = loaded.splice(0);
  expect(gone).not.toEqual([]);
  await page.clock.runFor(300_000);
  // Others may be: a clock this fast makes the connection look dead, and the fallbacks are lazy files too.
  expect(loaded.filter((url) => gone.includes(url))).toEqual([]);
  await page.unroute('**/assets/*');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toHaveCount(0);
  await expect(composer).toHaveValue('half a thou');
});

test('a page whose files do not load because the network is down says nothing, and retries', async ({
  testRoom,
}) => {
  const { page } = await testRoom.enter('Ada');
  await page.clock.install();
  const isFile = /\/(assets\/|out-of-date\.js)/;
  await page.route(isFile, (route) => route.abort());
  const asked = page.waitForRequest(/out-of-date/);
  await page.locator('.head').getByRole('button', { name: 'More' }).click();
  await asked;
  await expect(page.getByText(OUT_OF_DATE)).toHaveCount(0);
  await page.unroute(isFile);
  await expect(async () => {
    await page.clock.runFor(1000);
    await expect(page.getByRole('menu')).toBeVisible({ timeout: 100 });
  }).toPass();
});

hosts(
  'a widget whose files a deploy has removed before it was opened says so',
  async ({ site }) => {
    site.expectComplaints(/Failed to load resource/);
    const page = await site.visit({});
    const visitor = new Visitor(page);
    // Hovering the launcher loads the chat; a deploy comes before the click.
    const loaded = page.waitForResponse(lazyFiles('host'));
    await page.locator('#launcher').hover();
    await loaded;
    await deploy(page);
    await visitor.launcher.click();
    const notice = visitor.panel.getByRole('alert').filter({ hasText: OUT_OF_DATE });
    await expect(notice).toBeVisible();
    // The list of people covers the conversation, and its code is gone as well.
    await visitor.panel.locator('.who').click();
    await expect(notice).toBeVisible();
  },
);
