// The assistant on the screen, with the built-in helper, which needs no model and streams like one.
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { Server, START_MS } from '../support/server.ts';
import { lazyFiles } from './lazy-files.ts';
import { expect, type Person, test } from './people.ts';

const ASK = '@assistant connect';
const END = 'npx wrangler secret put.';

const answer = ({ page }: Pick<Person, 'page'>, state?: string): Locator =>
  page.locator(state === undefined ? '.answer' : `.answer[data-state="${state}"]`);

/** Records every length that an answer's text has had, at each change of the page. */
const watchGrowth = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const lengths: number[] = [];
    Object.assign(window, { lengths });
    new MutationObserver(() => {
      const length = document.querySelector('.answer .text')?.textContent?.length ?? 0;
      if (length > 0 && length !== lengths.at(-1)) lengths.push(length);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
const growth = (page: Page): Promise<number[]> => page.evaluate('window.lengths');

test('an answer grows token by token for everyone, including late joiners, and is announced once', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  const spoken: string[] = [];
  await ben.page.exposeFunction('heard', (text: string) => void spoken.push(text));
  await ben.page.evaluate(() => {
    const announcer = document.querySelector('.page > .unseen[role="status"]');
    const { heard } = window as unknown as { heard: (text: string) => void };
    if (announcer)
      new MutationObserver(() => heard(announcer.textContent ?? '')).observe(announcer, {
        subtree: true,
        ...{ childList: true, characterData: true },
      });
  });
  for (const { page } of [ada, ben]) await watchGrowth(page);
  await ada.say(ASK);
  await expect(answer(ben, 'running')).toHaveAttribute('aria-busy', 'true');
  await expect(answer(ben).locator('.text')).toBeVisible();
  // A selection in the growing answer survives its end.
  const beginning = ben.page.locator('.answer .text > p').first();
  await expect(ben.page.locator('.answer .text > :nth-child(2)')).toBeVisible();
  await beginning.evaluate((paragraph) => getSelection()?.selectAllChildren(paragraph));
  const cleo = await testRoom.enter('Cleo');
  const everyone = [ada, ben, cleo];
  for (const person of everyone) await expect(answer(person, 'done')).toContainText(END);
  expect(await ben.page.evaluate(() => getSelection()?.toString())).toBe(
    await beginning.textContent(),
  );
  for (const { page } of [ada, ben]) {
    const lengths = await growth(page);
    expect(lengths.length, 'visible pieces').toBeGreaterThan(20);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  }
  // Each page renders the end in its own time.
  await expect
    .poll(async () => {
      const texts = everyone.map((person) => answer(person).locator('.text').textContent());
      return new Set(await Promise.all(texts)).size;
    })
    .toBe(1);
  await expect(answer(ada)).toContainText('Built-in helper');
  await expect.poll(() => spoken.filter((text) => text.includes('built-in helper')).length).toBe(1);
});

test('an answer never shows its markup, however late the renderer loads', async ({ testRoom }) => {
  const ben = await testRoom.enter('Ben');
  const page = await testRoom.open();
  const half = Promise.withResolvers<void>();
  await page.route(lazyFiles('block-views'), async (route) => {
    await half.promise;
    await route.continue();
  });
  await page.goto(`/r/${testRoom.room}`);
  await watchGrowth(page);
  await ben.say(ASK);
  await expect(answer(ben).locator('li').nth(2)).toBeVisible();
  half.resolve();
  await expect(answer({ page }, 'done')).toContainText(END);
  const lengths = await growth(page);
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
});

test('the person who asked stops an answer from another tab, and asks again', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  const tab = await ada.page.context().newPage();
  await tab.goto(`/r/${testRoom.room}`);
  await ada.say(ASK);
  const stop = answer({ page: tab }).getByRole('button', { name: 'Stop' });
  await expect(answer({ page: tab }).locator('.text')).toBeVisible();
  await expect(ben.page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await stop.focus();
  await tab.keyboard.press('Enter');
  for (const person of [ada, ben, { page: tab }]) {
    await expect(answer(person, 'stopped')).toContainText('Stopped.');
    await expect(answer(person)).not.toContainText(END);
  }
  // The focus stays in place: on the next available action.
  await expect(answer({ page: tab }).getByRole('button', { name: 'Try again' })).toBeFocused();
  await expect(ben.page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await tab.keyboard.press('Enter');
  for (const person of [ada, ben]) await expect(answer(person, 'done')).toContainText(END);
  await expect(answer(ada)).toHaveCount(1);
  // A complete answer is asked for again from its action bar.
  await ada.act(END, 'Try again');
  await expect(answer(ben, 'running')).toBeVisible();
  await expect(answer(ben, 'done')).toContainText(END);
});

for (const [way, requests, status] of [
  ['server-sent events', null, 'Connected without WebSockets'],
  ['polls', /\/api\/rooms\/[^/]+\/events/, 'Slow connection'],
] as const)
  test(`an answer streams over ${way} too`, async ({ testRoom }) => {
    const page = await testRoom.open();
    await page.routeWebSocket(/\/socket/, (socket) => void socket.close({ code: 3001 }));
    if (requests) await page.route(requests, (route) => route.abort());
    await page.goto(`/r/${testRoom.room}`);
    const ben = await testRoom.enter('Ben');
    await watchGrowth(page);
    await expect(page.locator('.status')).toContainText(status);
    await ben.say(ASK);
    await expect(answer({ page }, 'done')).toContainText(END);
    expect((await growth(page)).length, 'visible pieces').toBeGreaterThan(2);
  });

test('the person who asked can delete an answer, even while it is written, and nobody else can [R113]', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  const article = ({ page }: Person) => page.locator('article', { has: page.locator('.answer') });
  await ada.say(ASK);
  await expect(answer(ben, 'running').locator('.text')).toBeVisible();
  await article(ben).focus();
  await ben.page.keyboard.press('Delete');
  const theirs = article(ben).getByRole('toolbar');
  await expect(theirs.getByRole('button', { name: 'Reply' })).toBeVisible();
  await theirs.getByRole('button', { name: 'More actions' }).click();
  await expect(theirs.getByRole('menuitem')).toHaveText(['Copy text', 'Copy link']);
  await article(ada).focus();
  await ada.page.keyboard.press('Delete');
  await article(ada).getByRole('button', { name: 'Delete' }).click();
  for (const { page } of [ada, ben]) {
    await expect(page.locator('.answer')).toHaveCount(0);
    await expect(page.getByText('This message was deleted.')).toBeVisible();
  }
});

test('pictures in an answer are never loaded, and links show where they lead', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  await page.goto('/states/answer-done');
  const text = page.locator('.answer .text');
  await expect(text).toContainText('the knots of sailors (knots.example)');
  await expect(text).toContainText('A knot');
  await expect(text).toContainText('(spy.example)');
  await expect(page.locator('.answer :is(img, picture, video, iframe)')).toHaveCount(0);
  expect(asked.filter((url) => url.includes('spy.example'))).toEqual([]);
});

test.describe('when the server crashes', () => {
  let server: Server;
  test.beforeAll(async () => {
    test.setTimeout(START_MS);
    server = await Server.start({ page: resolve('public') });
  });
  test.afterAll(() => server?.stop());

  test('in the middle of an answer, the room says so, and the person can ask again [I13]', async ({
    testRoom,
  }) => {
    test.setTimeout(START_MS + 60_000);
    const ada = await testRoom.enter('Ada', { baseURL: server.origin });
    await ada.say(ASK);
    await expect(answer(ada).locator('.text')).toContainText('built-in helper');
    await server.kill();
    await expect(ada.status).toHaveText(/Trying again|Reconnecting/);
    await server.start();
    await expect(answer(ada, 'interrupted')).toContainText('Interrupted', { timeout: 40_000 });
    await answer(ada).getByRole('button', { name: 'Try again' }).click();
    await expect(answer(ada, 'done')).toContainText(END);
    await expect(answer(ada)).toHaveCount(1);
  });
});
