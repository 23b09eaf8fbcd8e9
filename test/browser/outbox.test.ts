import type { BrowserContext, Page } from '@playwright/test';
import { isStored } from './kept.ts';
import { expect, Person, test, words } from './people.ts';

/** All network between the tabs of one browser and the room, while the page itself still loads. */
class Road {
  open = true;

  static async to(context: BrowserContext): Promise<Road> {
    const road = new Road();
    await context.routeWebSocket(/\/socket/, (socket) => {
      if (!road.open) return void socket.close({ code: 3001 });
      const server = socket.connectToServer();
      // Nothing that the page sends from now on arrives, and then it is disconnected.
      socket.onMessage((text) => (road.open ? server.send(text) : socket.close({ code: 3001 })));
    });
    await context.route(/\/api\//, (route) => (road.open ? route.continue() : route.abort()));
    return road;
  }
}

const queued = (page: Page) => page.locator('[data-status="pending"]');
const wake = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')));

/** Saves the test the wait between two attempts. */
async function soon(person: Person): Promise<void> {
  await expect(async () => {
    await wake(person.page);
    await expect(person.page.locator('[data-status]')).toHaveCount(0, { timeout: 1000 });
  }).toPass();
}

test('messages written offline survive a reload, and are sent once, in order', async ({
  testRoom,
}) => {
  const ben = await testRoom.enter('Ben');
  const ada = await testRoom.enter('Ada');
  const road = await Road.to(ada.page.context());
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await ada.say('word-0');
  await ada.settled();

  road.open = false;
  for (const word of words(1, 3)) await ada.say(word);
  await expect(queued(ada.page)).toHaveCount(3);
  await expect.poll(() => isStored(ada.page, 'word-3'), 'kept beyond the page').toBe(true);
  await ada.page.reload();
  await expect(queued(ada.page)).toHaveCount(3);
  expect(await queued(ada.page).locator('.text').allTextContents()).toEqual(words(1, 3));
  await expect(ada.page.getByText('a reload would lose')).toHaveCount(0);

  road.open = true;
  await soon(ada);
  await expect.poll(() => ada.words()).toEqual(words(0, 3));
  await expect.poll(() => ben.words()).toEqual(words(0, 3));
  await ada.page.reload();
  await expect.poll(() => ada.words()).toEqual(words(0, 3));
});

test('two tabs show the same pending messages, and one sends what the other wrote', async ({
  testRoom,
}) => {
  const ben = await testRoom.enter('Ben');
  const ada = await testRoom.enter('Ada');
  const road = await Road.to(ada.page.context());
  await ada.page.reload();
  const other = new Person(await ada.page.context().newPage());
  await other.page.goto(`/r/${testRoom.room}`);
  await expect(ada.composer).toBeVisible();
  await expect(other.composer).toBeVisible();

  road.open = false;
  await ada.say('word-1');
  await expect(queued(other.page)).toHaveCount(1);
  await other.say('word-2');
  await expect(queued(ada.page)).toHaveCount(2);
  await ada.say('word-3');
  await expect(queued(other.page)).toHaveCount(3);
  expect(await other.words()).toEqual(words(1, 3));
  await ada.page.close();

  road.open = true;
  await soon(other);
  await expect.poll(() => other.words()).toEqual(words(1, 3));
  await expect.poll(() => ben.words()).toEqual(words(1, 3));
});

test('two tabs at once send everything once', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const other = new Person(await ada.page.context().newPage());
  await other.page.goto(`/r/${testRoom.room}`);
  await expect(other.composer).toBeVisible();
  for (const n of [1, 2, 3]) {
    await ada.say(`word-${n}a`);
    await other.say(`word-${n}b`);
  }
  await ada.settled();
  await other.settled();
  const order = [1, 2, 3].flatMap((n) => [`word-${n}a`, `word-${n}b`]);
  await expect.poll(() => ada.words()).toEqual(order);
  await expect.poll(() => other.words()).toEqual(order);
});

test('with storage denied, the person is told what a reload would lose', async ({ testRoom }) => {
  const page = await testRoom.open();
  const road = await Road.to(page.context());
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  const warning = page.getByText('Unsent messages will be lost if you reload');
  await ada.say('word-0');
  await ada.settled();
  await expect(warning).toHaveCount(0);
  road.open = false;
  await ada.say('word-1');
  await expect(warning).toBeVisible();
  road.open = true;
  await soon(ada);
  await expect(warning).toHaveCount(0);
  expect(await ada.words()).toEqual(words(0, 1));
});

test('a person who is too fast is told how long to wait, and loses no message', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  let refuse = true;
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const { type, cid } = text === 'ping' ? { type: 'ping' } : JSON.parse(String(text));
      if (!refuse || type !== 'message') return server.send(text);
      refuse = false;
      const limit = { code: 'rate_limited', message: 'Too fast.', retryAfterMs: 2500 };
      socket.send(JSON.stringify({ type: 'error', cid, ...limit }));
    });
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  for (const word of words(1, 3)) await ada.say(word);
  await expect(page.getByText('You’re sending too fast. Try again in 2 s.')).toBeVisible();
  await expect(page.getByText('Will be sent in a moment.')).toHaveCount(3);
  await ada.settled();
  await expect(page.getByText('Try again in')).toHaveCount(0);
  expect(await ada.words()).toEqual(words(1, 3));
});

test('a change shows at once, survives a reload, and is saved when there is a connection', async ({
  testRoom,
}) => {
  const ben = await testRoom.enter('Ben');
  const ada = await testRoom.enter('Ada');
  const road = await Road.to(ada.page.context());
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await ada.say('word-1');
  await ada.say('word-2');
  await ada.settled();

  road.open = false;
  await ada.act('word-1', 'Edit');
  await ada.say('word-better');
  await expect(ada.message('word-better')).toContainText('edited');
  await expect(queued(ada.page)).toHaveCount(1);
  await ada.act('word-2', 'React');
  await ada.message('word-2').getByRole('button', { name: 'React with 👍' }).click();
  await expect(ada.message('word-2').locator('.reaction[aria-pressed="true"]')).toHaveText('👍 1');
  await expect(queued(ada.page)).toHaveCount(2);
  expect(await ben.words()).toEqual(words(1, 2));
  await ada.page.reload();

  road.open = true;
  await wake(ada.page);
  await expect.poll(() => ben.words()).toEqual(['word-better', 'word-2']);
  await expect(ben.message('word-2').locator('.reaction')).toHaveText('👍 1');
  await soon(ada);
  await expect.poll(() => ada.words()).toEqual(['word-better', 'word-2']);
  await expect(ada.message('word-2').getByRole('button', { pressed: true })).toHaveText('👍 1');
});

test('lazy features work when first used while disconnected', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  await ada.say('Come in');
  await ada.settled();
  const isLoaded = () =>
    ada.page.evaluate(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('message-actions')),
    );
  await expect.poll(isLoaded).toBe(true);
  await ada.page.context().setOffline(true);
  await ada.message('Come in').focus();
  await ada.page.keyboard.press('Delete');
  await expect(ada.page.getByText('Delete for everyone?')).toBeVisible();
  await ada.page.context().setOffline(false);
});

test('a change that the room rejects is reverted, and explained', async ({ testRoom }) => {
  const page = await testRoom.open();
  const answers: (() => void)[] = [];
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const { type, cid } = text === 'ping' ? { type: 'ping' } : JSON.parse(String(text));
      if (type !== 'delete') return server.send(text);
      const refusal = { type: 'error', code: 'not_allowed', message: 'No.', cid };
      answers.push(() => socket.send(JSON.stringify(refusal)));
    });
  });
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  await ada.say('word-1');
  await ada.settled();
  await ada.act('word-1', 'Delete');
  await ada.message('Delete for everyone?').getByRole('button', { name: 'Delete' }).click();
  await expect(ada.message('This message was deleted.')).toHaveCount(1);
  await expect.poll(() => answers.length).toBe(1);
  answers[0]?.();
  await expect(ada.message('word-1')).toHaveCount(1);
  await expect(page.getByRole('alert').first()).toHaveText('You don’t have permission to do that.');
});

test('logging out leaves nothing behind, in any tab or room', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const road = await Road.to(ada.page.context());
  await ada.page.reload();
  const other = new Person(await ada.page.context().newPage());
  await other.page.goto(`/r/${testRoom.room}-2`);
  await expect(other.composer).toBeVisible();
  await expect(ada.page.locator('.me')).toBeVisible();
  road.open = false;
  await ada.say('word-1');
  await other.say('word-2');
  await expect(queued(other.page)).toHaveCount(1);

  await ada.chooseForMe('Forget me on this device');
  await expect(ada.page.getByText('Unsent messages will be lost.')).toBeVisible();
  await ada.page.getByRole('button', { name: 'Forget me on this device' }).click();
  for (const { page } of [ada, other]) {
    await expect(page.getByRole('textbox', { name: 'What’s your name?' })).toBeVisible();
    await expect(queued(page)).toHaveCount(0);
  }
  road.open = true;
  await ada.page.reload();
  await expect(ada.page.getByRole('textbox', { name: 'What’s your name?' })).toBeVisible();
  expect(await ada.page.evaluate(() => Object.entries(localStorage))).toEqual([]);
  expect(await ada.words()).toEqual([]);
});
