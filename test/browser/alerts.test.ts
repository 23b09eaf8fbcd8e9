import type { BrowserContext, Page } from '@playwright/test';
import { expect, Person, type TestRoom, test } from './people.ts';

type Told = { title: string; body: string; open: boolean; click: () => void };
type Watched = { told: Told[]; rung: number; permission: string };
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Records notifications and sounds instead of the system's own. */
function watch(permission: string): void {
  const watched: Watched = { told: [], rung: 0, permission };
  window.watched = watched;
  class Notification {
    static get permission() {
      return watched.permission;
    }
    static requestPermission = async () => {
      if (watched.permission === 'default') watched.permission = 'granted';
      return watched.permission;
    };
    onclick = () => {};
    readonly #told: Told;
    constructor(title: string, { body }: { body: string }) {
      this.#told = { title, body, open: true, click: () => this.onclick() };
      watched.told.push(this.#told);
    }
    close() {
      this.#told.open = false;
    }
  }
  Object.assign(window, { Notification });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    watched.rung++;
    start.call(this, at);
  };
}

const lookAway = (page: Page, away = true): Promise<void> =>
  page.evaluate((gone) => {
    document.hasFocus = () => !gone;
    dispatchEvent(new Event(gone ? 'blur' : 'focus'));
  }, away);

const told = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.watched.told.map(({ title, body }) => `${title}: ${body}`));

async function enter(
  testRoom: TestRoom,
  permission: NotificationPermission = 'default',
): Promise<{ ada: Person; context: BrowserContext }> {
  const page = await testRoom.open({ viewport: { width: 1280, height: 800 } });
  await page.context().addInitScript(watch, permission);
  await page.goto(`/r/${testRoom.room}`);
  const ada = new Person(page);
  await ada.takeName('Ada');
  return { ada, context: page.context() };
}

async function turnOn(page: Page, label: string): Promise<void> {
  await new Person(page).choose('Notifications');
  await page.getByRole('checkbox', { name: label }).click();
}

test('notifications are off by default, combine a burst, and lead to the message', async ({
  testRoom,
}) => {
  const { ada } = await enter(testRoom);
  await lookAway(ada.page);
  await testRoom.publish('Ben', ['Unheard']);
  await expect(ada.message('Unheard')).toBeVisible();
  await lookAway(ada.page, false);
  await turnOn(ada.page, 'Show notifications');
  await expect(ada.page.getByRole('checkbox', { name: 'Show notifications' })).toBeChecked();
  await ada.say('Mine');
  await testRoom.publish('Ben', ['Seen at once']);
  await expect(ada.message('Seen at once')).toBeVisible();

  await lookAway(ada.page);
  await testRoom.act(
    'Ben',
    ['One', 'Two', 'Three'].map((text) => ({ type: 'message', text })),
  );
  await expect.poll(() => told(ada.page)).toEqual(['Ben · 3 new messages: Three']);
  await testRoom.publish('Ben', ['Four']);
  await expect(ada.message('Four')).toBeVisible();
  expect(await told(ada.page)).toHaveLength(1);
  expect(await ada.page.evaluate(() => window.watched.rung)).toBe(0);

  // A click leads to the first of them; a message that is read needs no notification.
  await ada.page.evaluate(() => window.watched.told[0]?.click());
  await expect(ada.page.locator('[data-found="true"]')).toContainText('One');
  await lookAway(ada.page, false);
  await expect.poll(() => ada.page.evaluate(() => window.watched.told[0]?.open)).toBe(false);
  await lookAway(ada.page);
  await testRoom.publish('Ben', ['Another day']);
  await expect.poll(() => told(ada.page)).toContain('Ben: Another day');
  await lookAway(ada.page, false);
  await expect.poll(() => ada.page.evaluate(() => window.watched.told[1]?.open)).toBe(false);
});

test('the sound plays when enabled, and again after a reload', async ({ testRoom }) => {
  const { ada } = await enter(testRoom);
  await turnOn(ada.page, 'Play a sound');
  await expect.poll(() => ada.page.evaluate(() => window.watched.rung)).toBe(2);
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await ada.composer.click();
  // The tab has started once it holds its lock.
  await expect
    .poll(() => ada.page.evaluate(async () => (await navigator.locks.query()).held?.length))
    .toBeGreaterThan(1);
  await lookAway(ada.page);
  await testRoom.publish('Ben', ['Hello']);
  await expect.poll(() => ada.page.evaluate(() => window.watched.rung)).toBe(2);
  expect(await told(ada.page)).toEqual([]);
});

test('only one of two tabs notifies, and none while the other is visible', async ({ testRoom }) => {
  const { ada, context } = await enter(testRoom);
  await turnOn(ada.page, 'Show notifications');
  await expect(ada.page.getByRole('checkbox', { name: 'Show notifications' })).toBeChecked();
  const tab = await context.newPage();
  await tab.addInitScript(watch, 'granted');
  await tab.goto(`/r/${testRoom.room}`);
  await expect(new Person(tab).composer).toBeVisible();
  const looking = () =>
    tab.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      const count = (name: string, locks: LockInfo[]) =>
        locks.filter((lock) => lock.name?.startsWith(`edgewise:${name}`)).length;
      return [count('caller', pending), count('looking', held)];
    });
  await expect.poll(looking).toEqual([1, 2]);

  await lookAway(ada.page);
  await expect.poll(looking).toEqual([1, 1]);
  await testRoom.publish('Ben', ['Seen in the other']);
  await expect(new Person(tab).message('Seen in the other')).toBeVisible();
  // A message read there is read here too.
  await expect(ada.page).toHaveTitle(`${testRoom.room} · Edgewise`);
  await lookAway(tab);
  await expect.poll(looking).toEqual([1, 0]);
  await testRoom.publish('Ben', ['Seen in none']);
  await expect.poll(() => told(ada.page)).toEqual(['Ben: Seen in none']);
  expect(await told(tab)).toEqual([]);
});

test('a denied permission is explained, and denied storage still lets notifications work', async ({
  testRoom,
}) => {
  const { ada } = await enter(testRoom, 'denied');
  await turnOn(ada.page, 'Show notifications');
  await expect(ada.page.getByText('Notifications are blocked')).toBeVisible();
  await expect(ada.page.getByRole('checkbox', { name: 'Show notifications' })).not.toBeChecked();

  const page = await testRoom.open({ viewport: { width: 1280, height: 800 } });
  await page.context().addInitScript(watch, 'default');
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('Denied.', 'SecurityError');
      },
    });
  });
  await page.goto(`/r/${testRoom.room}`);
  await turnOn(page, 'Show notifications');
  await expect(page.getByRole('checkbox', { name: 'Show notifications' })).toBeChecked();
  await lookAway(page);
  await testRoom.publish('Ben', ['Hello']);
  await expect.poll(() => told(page)).toEqual(['Ben: Hello']);
});
