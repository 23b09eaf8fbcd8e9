import type { Locator } from '@playwright/test';
import { expect, saying, test, words } from './people.ts';
import { atRest, scrollTo } from './scrolling.ts';

const BEGINNING = 'This is the start of';

const topOf = (row: Locator): Promise<number> =>
  row.evaluate((element) => element.getBoundingClientRect().top);

test('older messages load near the top without moving what is being read', async ({ testRoom }) => {
  await testRoom.act('Cleo', saying(words(1, 160)));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-160')).toBeInViewport();
  const [first = ''] = await ada.words();
  expect(first).not.toBe('word-1');

  await scrollTo(ada, 10);
  // Its text: the name above it goes when the author's group turns out to have started earlier.
  const row = ada.message(first).locator('.text');
  const before = await topOf(row);
  await expect.poll(async () => (await ada.words())[0]).not.toBe(first);
  expect(Math.abs((await topOf(row)) - before)).toBeLessThanOrEqual(1);

  await expect(async () => {
    await scrollTo(ada, 0);
    await expect(ada.page.getByText(BEGINNING)).toBeAttached({
      timeout: 200,
    });
  }).toPass();
  expect(await ada.words()).toEqual(words(1, 160));
});

test('a reader further up is not moved, but told, and scrolled down on request', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', words(1, 40));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-40')).toBeInViewport();
  await scrollTo(ada, 500);
  await expect(ada.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
  await atRest(ada);
  const inView = (all: Element[]) =>
    all.find((one) => one.getBoundingClientRect().top > 200)?.getAttribute('data-key');
  const row = ada.page.locator(
    `[data-key="${await ada.page.locator('[data-key]').evaluateAll(inView)}"]`,
  );
  const before = await topOf(row);

  await testRoom.publish('Ben', words(41, 43));
  const pill = ada.page.getByRole('button', { name: '3 new messages' });
  await expect(pill).toBeVisible();
  await atRest(ada);
  expect(Math.abs((await topOf(row)) - before)).toBeLessThanOrEqual(1);

  await pill.click();
  await expect(ada.message('word-43')).toBeInViewport();
  await expect(pill).toHaveCount(0);
  await testRoom.publish('Ben', ['word-44']);
  await expect(ada.message('word-44')).toBeInViewport();
});

test('one’s own messages always scroll into view', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 40));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-40')).toBeInViewport();
  await scrollTo(ada, 0);
  await ada.say('Here I am');
  await expect(ada.message('Here I am')).toBeInViewport();
});

test('new messages are announced, old and own ones are not', async ({ testRoom }) => {
  await testRoom.publish('Cleo', ['Long ago']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Long ago')).toBeVisible();
  const announcer = ada.page.locator('.page > .unseen[role="status"]');
  await ada.say('My own');
  await ada.settled();
  await testRoom.publish('Ben', ['Hello Ada']);
  await expect(announcer).toHaveText('Ben: Hello Ada');
  await testRoom.publish('Ben', words(1, 3));
  await expect(announcer).toHaveText(/new messages|Ben: word-3/);
});

test('a conversation slightly longer than the view shows its beginning', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 12));
  const page = await testRoom.open({ viewport: { width: 900, height: 500 } });
  await page.goto(`/r/${testRoom.room}`);
  await expect(page.getByText('word-12')).toBeInViewport();
  await expect(page.getByText(BEGINNING)).toBeAttached();
  const log = page.getByRole('log');
  expect(await log.evaluate((log) => log.scrollHeight > log.clientHeight)).toBe(true);
  await expect(page.getByText('word-12')).toBeInViewport();
});

test('a view that becomes taller than the messages loads older ones', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 60));
  const page = await testRoom.open({ viewport: { width: 900, height: 500 } });
  await page.goto(`/r/${testRoom.room}`);
  await expect(page.getByText('word-60')).toBeVisible();
  await expect(page.getByText(BEGINNING)).toHaveCount(0);
  await page.setViewportSize({ width: 900, height: 6000 });
  await expect(page.getByText(BEGINNING)).toBeVisible();
  await expect(page.getByText('word-1', { exact: true })).toBeVisible();
});

test('a view as tall as hundreds of rows settles', async ({ testRoom }) => {
  const said = words(1, 400).map((text) => ({ type: 'message', cid: text, text }));
  await testRoom.act('Cleo', said);
  const page = await testRoom.open({ viewport: { width: 900, height: 7000 } });
  // Steps that cancel out leave the document unchanged; only their timers show.
  await page.addInitScript(() => {
    const real = setTimeout;
    const counted = (...given: Parameters<typeof setTimeout>) => {
      document.documentElement.dataset['timers'] = String(performance.now());
      return real(...given);
    };
    Object.assign(globalThis, { setTimeout: counted });
  });
  await page.goto(`/r/${testRoom.room}`);
  await expect(page.getByText('word-400')).toBeInViewport();
  await page.evaluate(async () => {
    const last = () => document.documentElement.dataset['timers'];
    for (let still = 0, seen = last(); still < 30; still = last() === seen ? still + 1 : 0) {
      seen = last();
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(page.getByText('word-400')).toBeInViewport();
  expect(await page.getByText('word-200', { exact: true }).count()).toBe(1);
});

test('earlier messages delayed by a bad connection load when it is back', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 60));
  const page = await testRoom.open({ viewport: { width: 900, height: 3000 } });
  let isBad = true;
  let cut = () => {};
  await page.routeWebSocket(/\/socket/, (socket) => {
    socket.connectToServer();
    cut = () => void socket.close({ code: 3001 });
  });
  await page.route(/\/messages\b/, (route) => (isBad ? route.abort() : route.continue()));
  await page.goto(`/r/${testRoom.room}`);
  await expect(page.locator('.beginning .danger')).toBeVisible();
  isBad = false;
  cut();
  await expect(page.getByText(BEGINNING)).toBeVisible();
  await expect(page.getByText('word-1', { exact: true })).toBeVisible();
});
