// The server dies while people write, as in a power cut, and restarts with what it had stored.
import { resolve } from 'node:path';
import { wholeHistory } from '../support/history.ts';
import { Server, START_MS } from '../support/server.ts';
import { expect, test, words } from './people.ts';

let server: Server;

test.beforeAll(async () => {
  test.setTimeout(START_MS);
  server = await Server.start({ page: resolve('public') });
});
test.afterAll(() => server?.stop());

test('two people who keep typing while the server is down find every message once when it is back [I1] [I2]', async ({
  testRoom,
}) => {
  test.setTimeout(START_MS + 60_000);
  const away = { baseURL: server.origin };
  const ada = await testRoom.enter('Ada', away);
  const ben = await testRoom.enter('Ben', away);
  const both = [ada, ben];
  await ada.say('word-1');
  await ben.say('word-2');
  for (const person of both) await expect.poll(() => person.words()).toEqual(words(1, 2));

  // The last of it may be in flight, stored or not, acknowledged or not.
  await ada.say('word-a1');
  await ben.say('word-b1');
  await server.kill();
  for (const person of both) await expect(person.status).toHaveText(/Trying again|Reconnecting/);
  await ada.say('word-a2');
  await ben.say('word-b2');
  await ada.say('word-a3');
  await ben.say('word-b3');
  // Two, or three if the last one before came too late.
  for (const { page } of both)
    await expect
      .poll(() => page.getByText('Will be sent when you’re connected.').count())
      .toBeGreaterThanOrEqual(2);

  await server.start();
  for (const person of both) {
    const tryNow = person.page.getByRole('button', { name: 'Try now' });
    // Their own next attempt may come first.
    await tryNow.click({ timeout: 1000 }).catch(() => {});
  }
  for (const person of both) {
    await person.settled();
    await expect(person.status).toBeEmpty();
  }
  const stored = (await wholeHistory(server.origin, testRoom.room)).map(({ text }) => text);
  for (const person of both) await expect.poll(() => person.words()).toEqual(stored);
  expect(stored.toSorted()).toEqual(
    [...words(1, 2), ...['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map((n) => `word-${n}`)].toSorted(),
  );
  // Each person's own messages in the order sent [I3].
  for (const who of ['a', 'b']) {
    const own = stored.filter((word) => word.startsWith(`word-${who}`));
    expect(own).toEqual([1, 2, 3].map((n) => `word-${who}${n}`));
  }
});
