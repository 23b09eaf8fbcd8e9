import { expect, Person, test } from './people.ts';

const TABS = 8;

test('eight tabs chat at once over six connections when WebSockets are blocked', async ({
  testRoom,
}) => {
  test.slow();
  const first = await testRoom.open();
  const context = first.context();
  await context.routeWebSocket(/\/socket/, (socket) => void socket.close({ code: 3001 }));
  await first.goto(`/r/${testRoom.room}`);
  const ada = new Person(first);
  await ada.takeName('Ada');
  const tabs = [ada];
  while (tabs.length < TABS) {
    const page = await context.newPage();
    await page.goto(`/r/${testRoom.room}`);
    const tab = new Person(page);
    await expect(tab.composer).toBeVisible();
    await expect(tab.status).toContainText(/^(Connected without|Slow connection)/);
    tabs.push(tab);
  }
  // Each message reaches all, whether they stream or poll.
  const words: string[] = [];
  for (const tab of [ada, tabs.at(-1) as Person]) {
    words.push(`word-${words.length}`);
    await tab.say(words.at(-1) ?? '');
    for (const other of tabs) await expect.poll(() => other.words()).toEqual(words);
    await tab.settled();
  }
});
