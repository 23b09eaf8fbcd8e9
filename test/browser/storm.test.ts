// All faults at once: three people at pages whose connections break in every way, WebSockets blocked
// now and then, tabs hidden, reloaded, duplicated and offline in between. In the end each sees what
// the room holds, with every message once, and no page has shown a wrong state. SEED repeats a run.

import { wholeHistory } from '../support/history.ts';
import { scale } from '../support/scale.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { ChaosUser } from './chaos-user.ts';
import { expect, type Person, test } from './people.ts';

const STORM_MS = scale(20, 120) * 1000;
const CALM_MS = 30_000;
/** A request on a connection that died in the storm fails after 15 s; then the page offers a retry. */
const REQUEST_MS = 40_000;

test('in a storm of faults nothing is lost, duplicated, out of order or misreported [I2] [I3] [I4] [I7]', async ({
  testRoom,
  baseURL,
}) => {
  test.setTimeout(STORM_MS + CALM_MS + REQUEST_MS + 30_000);
  const { seed } = SeededRandom.fromEnvironment();
  console.info(`browser storm: SEED=${seed}`);
  const origin = (baseURL ?? '').replace('localhost', '127.0.0.1');
  const chaosUsers = await Promise.all(
    ['Ada', 'Ben', 'Cleo'].map((name, n) => ChaosUser.open(name, seed + n, testRoom, origin)),
  );
  const until = Date.now() + STORM_MS;
  await Promise.all(chaosUsers.map((chaosUser) => chaosUser.run(until)));

  for (const { person } of chaosUsers)
    await expect(async () => {
      await person.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await expect(person.page.locator('[data-status]')).toHaveCount(0, { timeout: 2000 });
    }).toPass({ timeout: CALM_MS });
  const stored = (await wholeHistory(origin, testRoom.room)).map(({ text }) => text);
  console.info(`browser storm: ${stored.length} words`);
  for (const { said, name } of chaosUsers) {
    const own = stored.filter((word) => word.startsWith(`word-${name.toLowerCase()}`));
    expect(own.toSorted(), name).toEqual(said.toSorted());
  }
  for (const { person } of chaosUsers) await expectShown(person, stored);
  for (const chaosUser of chaosUsers) {
    expect(await chaosUser.wrongStates(), chaosUser.name).toEqual([]);
    chaosUser.close();
  }
});

/** Reads the whole conversation from end to beginning, and compares each position. */
async function expectShown(person: Person, stored: readonly string[]): Promise<void> {
  // A page whose request failed offers a retry instead.
  const offer = person.page.getByRole('button', { name: 'Show earlier messages' });
  const beginning = person.page.getByText('This is the start of');
  let from = stored.length;
  let isWhole = false;
  while (!isWhole) {
    const above = from;
    await expect(async () => {
      await person.log.evaluate((list) => list.scrollTo(0, 0));
      if (await offer.isVisible()) await offer.click({ timeout: 1000 });
      // Read first: earlier messages may load in between.
      isWhole = await beginning.isVisible();
      const shown = await person.words();
      from = stored.indexOf(shown[0] ?? '');
      expect(shown).toEqual(stored.slice(from, from + shown.length));
      expect(from + shown.length).toBeGreaterThanOrEqual(above);
      if (isWhole) expect(from).toBe(0);
      else expect(from).toBeLessThan(above);
    }).toPass({ timeout: REQUEST_MS });
  }
}
