import type { Page } from '@playwright/test';
import { expect, Person, test, words } from './people.ts';

/** A network that blocks WebSockets, and these requests. */
async function block(page: Page, requests: RegExp | null): Promise<void> {
  await page.routeWebSocket(/\/socket/, (socket) => void socket.close({ code: 3001 }));
  if (requests) await page.route(requests, (route) => route.abort());
}

const NOTHING_BUT_REQUESTS = /\/api\/rooms\/[^/]+\/events/;
const NO_WAITING_EITHER = /\/api\/rooms\/[^/]+\/(events|poll\?.*wait=[1-9])/;

for (const [what, requests, status] of [
  ['by server-sent events where WebSockets are blocked', null, 'Connected without WebSockets'],
  ['by polls where streams are blocked too', NOTHING_BUT_REQUESTS, 'Slow connection'],
  ['by short polls where nothing may wait', NO_WAITING_EITHER, 'Slow connection'],
] as const)
  test(`two people chat ${what}, and are told so`, async ({ testRoom }) => {
    const page = await testRoom.open();
    await block(page, requests);
    await page.goto(`/r/${testRoom.room}`);
    const ada = new Person(page);
    await ada.takeName('Ada');
    await expect(ada.status).toContainText(status);
    const ben = await testRoom.enter('Ben');

    await ada.say('word-1');
    await expect(ben.message('word-1')).toBeVisible();
    await ben.say('word-2');
    await expect(ada.message('word-2')).toBeVisible();
    await ada.say('word-3');
    await ada.say('word-4');
    await ada.settled();
    await ben.say('word-5');
    const order = ['word-1', 'word-2', 'word-3', 'word-4', 'word-5'];
    for (const person of [ada, ben]) await expect.poll(() => person.words()).toEqual(order);
    await ben.act('word-5', 'React');
    await ben.message('word-5').getByRole('button', { name: 'React with 👍' }).click();
    await expect(ada.message('word-5')).toContainText('👍');
    await expect(ben.status).toBeEmpty();

    // The tab remembers: it tries no WebSocket first.
    let sockets = 0;
    page.on('websocket', () => sockets++);
    await page.reload();
    await expect.poll(() => ada.words()).toEqual(order);
    await expect(ada.status).toContainText(status);
    expect(sockets).toBe(0);
  });

test('a client moves to WebSockets when they work again, and loses and duplicates nothing [I7]', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  let blocked = true;
  await page.routeWebSocket(/\/socket/, (socket) => {
    if (blocked) void socket.close({ code: 3001 });
    else socket.connectToServer();
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await expect(ada.status).toContainText('Connected without WebSockets');
  await ada.say('word-1');
  await ada.settled();
  await testRoom.publish('Ben', ['word-2']);
  await expect(ada.message('word-2')).toBeVisible();
  blocked = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await ada.say('word-3');
  await expect(ada.status).toBeEmpty();
  await ada.settled();
  await testRoom.publish('Ben', ['word-4']);
  await expect.poll(() => ada.words()).toEqual(['word-1', 'word-2', 'word-3', 'word-4']);
});

for (const [what, requests, status] of [
  ['server-sent events', null, 'Connected without WebSockets'],
  ['polls', NOTHING_BUT_REQUESTS, 'Slow connection'],
] as const)
  test(`messages written offline survive a reload, and are sent once by ${what} [I2] [I3]`, async ({
    testRoom,
  }) => {
    const page = await testRoom.open();
    await block(page, requests);
    let open = true;
    await page.route(/\/api\//, async (route) => {
      if (!open) return route.abort();
      if (!route.request().postData()?.includes('word-1')) return route.fallback();
      // The room gets this one, and its reply is the first thing that is lost.
      open = false;
      await route.fetch();
      await route.abort();
    });
    await page.goto(`/r/${testRoom.room}`);
    const ada = new Person(page);
    await ada.takeName('Ada');
    await expect(ada.status).toContainText(status);
    const ben = await testRoom.enter('Ben');
    await ada.say('word-0');
    await ada.settled();

    await ada.say('word-1');
    // Messages written while one is in flight are batched, and the room would get more of them.
    await expect.poll(() => ben.words()).toEqual(words(0, 1));
    for (const word of words(2, 3)) await ada.say(word);
    const waiting = page.locator('[data-status="pending"]');
    await expect(waiting).toHaveCount(3);
    await page.reload();
    await expect(waiting.locator('.text')).toHaveText(words(1, 3));
    await ada.say('word-4');
    expect(await ben.words()).toEqual(words(0, 1));

    await page.unroute(/\/api\//);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await ada.settled();
    await expect(ada.status).toContainText(status);
    for (const person of [ada, ben]) await expect.poll(() => person.words()).toEqual(words(0, 4));
  });
