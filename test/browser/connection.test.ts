import type { Page } from '@playwright/test';
import { expect, Person, type TestRoom, test } from './people.ts';
import { expectAccessible } from './soundness.ts';

const TITLE = 'Connection details';
const panel = (page: Page) => page.getByRole('region', { name: TITLE });
const life = (page: Page) => panel(page).locator('.life li');
const state = (page: Page) => panel(page).locator('.state');

/** Ada in the room, with the panel open. */
async function curious(testRoom: TestRoom): Promise<Person> {
  const ada = await testRoom.enter('Ada');
  await ada.choose(TITLE);
  await expect(state(ada.page)).toHaveText('Connected by WebSocket');
  return ada;
}

/** The table's row for a transport: opened, sent, received. */
const amounts = (page: Page, way: string) =>
  panel(page).getByRole('row', { name: way }).getByRole('cell').allInnerTexts();

test('the connection panel loads on demand, and then watches the existing connection', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  const scripts: string[] = [];
  page.on('request', (asked) => void scripts.push(new URL(asked.url()).pathname));
  let sockets = 0;
  page.on('websocket', () => sockets++);
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('word-1');
  await ada.settled();
  expect(scripts.filter((path) => path.includes('/open-'))).toEqual([]);
  const before = sockets;

  const button = page.locator('.head').getByRole('button', { name: 'More' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: TITLE }).press('Enter');
  await expect(panel(page).getByRole('heading', { name: TITLE })).toBeFocused();
  expect(scripts.filter((path) => path.includes('/open-'))).toHaveLength(1);
  for (const entry of [/Already connected by/, /Connected by WebSocket/])
    await expect(life(page).filter({ hasText: entry })).toHaveCount(1);
  await ada.say('word-2');
  await expect(life(page).filter({ hasText: 'Sent: message' })).toBeVisible();
  await expect(life(page).filter({ hasText: /Received: .*ack/ })).not.toHaveCount(0);
  await expect(ada.status).toBeEmpty();
  expect(sockets).toBe(before);
  await expect.poll(() => amounts(page, 'WebSocket')).toContain('1');
  await panel(page).getByRole('heading', { name: TITLE }).focus();

  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  expect(await ada.words()).toEqual(['word-1', 'word-2']);
});

test('a blocked transport is not counted as opened', async ({ testRoom }) => {
  const ada = await curious(testRoom);
  const { page } = ada;
  const opened = async (way: string) => (await amounts(page, way))[0];
  expect(await opened('WebSocket')).toBe('1');
  await panel(page).getByLabel('Reconnect strategy').selectOption('immediate');
  await panel(page).getByLabel('Disconnect').check();
  await expect(life(page).filter({ hasText: 'Blocked: socket' }).first()).toBeVisible();
  await expect(life(page).filter({ hasText: 'Attempt 3 starting' })).toBeVisible();
  expect(await opened('WebSocket')).toBe('1');
  expect(await opened('Server-sent events')).toBe('0');
});

test('the panel’s entries do not move while the user reads them', async ({ testRoom }) => {
  const ada = await curious(testRoom);
  const { page } = ada;
  const lines = life(page);
  await lines.first().hover();
  const newest = await lines.first().textContent();
  const count = await lines.count();
  await testRoom.publish('Cleo', ['word-1', 'word-2']);
  const more = panel(page).getByRole('button', { name: /^Show \d+ new$/ });
  await expect(more).toBeVisible();
  await expect(lines).toHaveCount(count);
  expect(await lines.first().textContent()).toBe(newest);
  await more.click();
  await expect(lines.first()).not.toHaveText(newest ?? '');
  // Otherwise it keeps scrolling by itself.
  await page.mouse.move(5, 5);
  await testRoom.publish('Cleo', ['word-3']);
  await expect(more).toHaveCount(0);
  await expect(lines.filter({ hasText: 'Received: message' })).not.toHaveCount(0);
});

test('the panel counts what goes over each transport, and shows neither texts nor tokens', async ({
  testRoom,
}) => {
  const ada = await curious(testRoom);
  const { page } = ada;
  await ada.say('word-secret');
  await ada.settled();
  await expect(life(page).filter({ hasText: 'Sent: message' })).toBeVisible();
  await expect(
    life(page)
      .filter({ hasText: /^[\d:.]+Received: .*ack/ })
      .first(),
  ).toBeVisible();
  await expect
    .poll(async () => (await amounts(page, 'WebSocket'))[1])
    .toMatch(/^\d+ B\s*\d+ frame/);

  // Saves the test the waits.
  await panel(page).getByLabel('Reconnect strategy').selectOption('immediate');
  await panel(page).getByLabel('Block WebSocket').check();
  await expect(ada.status).toContainText('Connected without WebSockets');
  await expect(state(page)).toHaveText('Connected by Server-sent events');
  await expect(life(page).filter({ hasText: 'Closed with 1006' }).first()).toBeVisible();
  await ada.say('word-2');
  await ada.settled();
  await expect
    .poll(async () => (await amounts(page, 'Server-sent events'))[1])
    .toMatch(/[1-9] frame/);

  await panel(page).getByLabel('Block server-sent events').check();
  await expect(ada.status).toContainText('Slow connection');
  await ada.say('word-3');
  await ada.settled();
  await expect.poll(async () => (await amounts(page, 'Polling'))[1]).toMatch(/[1-9] frame/);

  const token = await page.evaluate(
    () => JSON.parse(localStorage.getItem('edgewise:session') ?? '{}').token,
  );
  const shown = await panel(page).textContent();
  expect(shown).not.toContain(token);
  expect(shown).not.toContain('word-');

  await panel(page).getByLabel('Block server-sent events').uncheck();
  await panel(page).getByLabel('Block WebSocket').uncheck();
  await expect(ada.status).toBeEmpty();
  await expect(state(page)).toHaveText('Connected by WebSocket');
  expect(await ada.words()).toEqual(['word-secret', 'word-2', 'word-3']);
});

test('a lost connection shows the delays of the chosen strategy, and comes back', async ({
  testRoom,
}) => {
  const ada = await curious(testRoom);
  const { page } = ada;
  await page.clock.install();
  await panel(page).getByLabel('Reconnect strategy').selectOption('immediate');
  const delays = panel(page).getByRole('list', { name: 'Longest wait before each attempt' });
  await expect(delays).toHaveText('0 s1 s1 s1 s1 s1 s1 s');
  await panel(page).getByLabel('Disconnect').check();
  await ada.say('word-1');
  await expect(ada.page.getByText('Will be sent when you’re connected.')).toBeVisible();
  // With the default's doubling, so many attempts would take longer than this test.
  await expect(state(page)).toHaveText(/^Offline/, { timeout: 20_000 });
  await expect(ada.status).toContainText('Offline.');
  await expect(life(page).filter({ hasText: 'Attempt 10 starting' })).toBeVisible();
  await expect(ada.message('word-1')).toBeVisible();

  await ada.tryNow(() => panel(page).getByLabel('Disconnect').uncheck());
  await ada.settled();
  await expect(ada.status).toBeEmpty();
  expect(await ada.words()).toEqual(['word-1']);
});

test('an open panel is there again after a reload, before the connection', async ({ testRoom }) => {
  const ada = await curious(testRoom);
  await ada.page.reload();
  await expect(state(ada.page)).toHaveText('Connected by WebSocket');
  await expect(life(ada.page).filter({ hasText: 'Upgrade requested' })).toHaveCount(1);
  await panel(ada.page).getByRole('button', { name: 'Close' }).click();
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await expect(panel(ada.page)).toHaveCount(0);
  await ada.page.goto(`/r/${testRoom.room}?connection`);
  await expect(state(ada.page)).toHaveText('Connected by WebSocket');
});

for (const viewport of [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
])
  for (const options of [
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { forcedColors: 'active' },
  ] as const)
    test(`the panel is accessible and fits at ${viewport.width} px, ${Object.values(options)[0]}`, async ({
      testRoom,
    }) => {
      const page = await testRoom.open({ viewport, reducedMotion: 'reduce', ...options });
      await page.goto(`/r/${testRoom.room}?connection`);
      await panel(page).getByLabel('Disconnect').check();
      await panel(page).getByText('Close codes').click();
      await expect(life(page).filter({ hasText: 'Disconnected. Retry 2' }).first()).toBeVisible();
      await expectAccessible(page);
      const overflow = await page.evaluate(() =>
        [document.documentElement, document.querySelector('.connection')].map(
          (box) => (box?.scrollWidth ?? 0) - (box?.clientWidth ?? 0),
        ),
      );
      expect(overflow, 'pixels to scroll sideways').toEqual([0, 0]);
    });
