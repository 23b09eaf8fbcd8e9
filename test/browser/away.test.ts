// Pages that nobody looks at for a while: cached by the browser, hidden, frozen, duplicated.
import type { Page } from '@playwright/test';
import { expect, Person, test, words } from './people.ts';
import { KEEPS_PAGES, NO_WHOLE_BROWSER } from './whole-browser.ts';

test.use({
  launchOptions: [
    async ({ launchOptions }, use) => use({ ...launchOptions, ...KEEPS_PAGES }),
    { scope: 'worker' },
  ],
});

const queued = (page: Page) => page.locator('[data-status="pending"]');

test('a page restored from the browser’s cache is live and complete at once', async ({
  testRoom,
}) => {
  test.skip(NO_WHOLE_BROWSER, 'the headless shell keeps no pages');
  const ada = await testRoom.enter('Ada');
  await ada.say('word-1');
  await ada.settled();
  await ada.page.evaluate(() => {
    const kept = { is: false, said: [] as (string | null)[] };
    Object.assign(window, { kept });
    const line = document.querySelector('main > .status');
    addEventListener('pageshow', ({ persisted }) => {
      kept.is = persisted;
      const look = () => void kept.said.push(line?.textContent ?? null);
      new MutationObserver(look).observe(line ?? document, { subtree: true, childList: true });
    });
  });
  await ada.composer.fill('word-3');
  await ada.page.goto('/api/health');
  await testRoom.publish('Ben', ['word-2']);
  await ada.page.goBack({ waitUntil: 'commit' });
  await expect.poll(() => ada.words()).toEqual(words(1, 2));
  await expect(ada.status).toBeEmpty();
  // It is the same page, with its draft, and it did not wait to reconnect.
  const kept = await ada.page.evaluate(() => Reflect.get(window, 'kept'));
  expect(kept.is).toBe(true);
  expect(kept.said.join()).not.toContain('Trying again');
  await expect(ada.composer).toHaveValue('word-3');
  await ada.composer.press('Enter');
  await ada.settled();
  expect(await ada.words()).toEqual(words(1, 3));
});

test('a hidden tab whose timers fire once a minute stays connected, and is complete when shown', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  let sockets = 0;
  page.on('websocket', () => sockets++);
  await page.clock.install();
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('word-0');
  await ada.settled();
  const before = sockets;
  await look(page, false);
  for (const n of [1, 2, 3, 4]) {
    // Every timer that fell due meanwhile fires now, once.
    await page.clock.fastForward(60_000);
    await testRoom.publish('Ben', [`word-${n}`]);
    await expect.poll(() => ada.words()).toEqual(words(0, n));
    await expect(ada.status).toBeEmpty();
  }
  await look(page, true);
  await ada.say('word-5');
  await ada.settled();
  expect(await ada.words()).toEqual(words(0, 5));
  expect(sockets).toBe(before);
});

test('a frozen tab that missed everything is complete when it resumes', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  await ada.say('word-1');
  await ada.settled();
  await ada.composer.fill('word-4');
  // A visible page cannot be frozen; its scripts can be paused, timers and all.
  const devtools = await ada.page.context().newCDPSession(ada.page);
  await devtools.send('Debugger.enable');
  const stopped = new Promise((resolve) => devtools.once('Debugger.paused', resolve));
  await devtools.send('Debugger.pause');
  await ben.say('word-2');
  await stopped;
  await ben.say('word-3');
  await ben.settled();
  await devtools.send('Debugger.resume');
  await expect.poll(() => ada.words()).toEqual(words(1, 3));
  await ada.composer.press('Enter');
  await ada.settled();
  await expect.poll(() => ben.words()).toEqual(words(1, 4));
});

test('on a slow processor messages pass both ways, and no connection is given up', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  let sockets = 0;
  page.on('websocket', () => sockets++);
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  // Only then does the connection have the name.
  await ada.say('word-0');
  await ada.settled();
  const before = sockets;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 20 });
  await testRoom.publish('Ben', words(1, 20));
  await expect.poll(() => ada.words()).toEqual(words(0, 20));
  await ada.say('word-21');
  await ada.settled();
  expect(await ada.words()).toEqual(words(0, 21));
  expect(sockets).toBe(before);
});

test('a browser that goes offline keeps messages, and sends them once when it is back', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  const context = ada.page.context();
  await ada.say('word-1');
  await ada.settled();
  await context.setOffline(true);
  for (const word of words(2, 3)) await ada.say(word);
  await expect(queued(ada.page)).toHaveCount(2);
  await ben.say('word-meanwhile');
  await ben.settled();
  await context.setOffline(false);
  await ada.settled();
  await expect(ada.status).toBeEmpty();
  const order = ['word-1', 'word-meanwhile', ...words(2, 3)];
  for (const person of [ada, ben]) await expect.poll(() => person.words()).toEqual(order);
});

test('a duplicated tab is the same person on the same transport, and duplicates no message', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  const context = page.context();
  let open = true;
  await context.routeWebSocket(/\/socket/, (socket) => void socket.close({ code: 3001 }));
  await context.route(/\/api\//, (route) => (open ? route.continue() : route.abort()));
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await expect(ada.status).toContainText('Connected without WebSockets');
  const ben = await testRoom.enter('Ben');
  open = false;
  await ada.say('word-1');
  await ada.say('word-2');
  await expect(queued(page)).toHaveCount(2);

  // A window opened by the page starts with a copy of its session storage, as a duplicate does.
  const opened = context.waitForEvent('page');
  await page.evaluate(() => void window.open(location.href));
  const copy = new Person(await opened);
  let sockets = 0;
  copy.page.on('websocket', () => sockets++);
  await expect(queued(copy.page)).toHaveCount(2);
  const transport = () => sessionStorage.getItem('edgewise:transport');
  expect(await copy.page.evaluate(transport)).toBe(await page.evaluate(transport));
  await copy.say('word-3');
  await expect(queued(page)).toHaveCount(3);

  open = true;
  for (const person of [ada, copy])
    await expect(async () => {
      await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await expect(person.page.locator('[data-status]')).toHaveCount(0, { timeout: 1000 });
    }).toPass();
  for (const person of [ada, copy, ben])
    await expect.poll(() => person.words()).toEqual(words(1, 3));
  await expect(ben.page.getByRole('complementary').getByText('Ada')).toHaveCount(1);
  await expect(copy.status).toContainText('Connected without WebSockets');
  expect(await copy.page.evaluate(transport)).toBe('events');
});

/** Hides the page, or shows it again, as far as it can tell. */
const look = (page: Page, visible: boolean) =>
  page.evaluate((isVisible) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: !isVisible });
    const visibility = isVisible ? 'visible' : 'hidden';
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, visible);
