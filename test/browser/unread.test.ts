import { expect, type Person, test, words } from './people.ts';

/** Leaves the page, or returns: the browser fires the events of a page that lost the focus. */
const look = (person: Person, here: 'here' | 'away' | 'hidden'): Promise<void> =>
  person.page.evaluate((at) => {
    document.hasFocus = () => at === 'here';
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      value: at === 'hidden' ? 'hidden' : 'visible',
    });
    document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event(at === 'here' ? 'focus' : 'blur'));
  }, here);

test('messages that arrive while one is away are counted, marked, and read on return', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', ['Before']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Before')).toBeVisible();
  await expect(ada.page).toHaveTitle(`${testRoom.room} · Edgewise`);
  const line = ada.page.getByRole('listitem').filter({ hasText: /^New$/ });

  await look(ada, 'away');
  await testRoom.publish('Ben', ['word-1', 'word-2']);
  await expect(ada.page).toHaveTitle(`(2) ${testRoom.room} · Edgewise`);
  await expect(line).toHaveCount(1);
  const order = await ada.page.locator('.row').allTextContents();
  expect(order.map((text) => /Before|New|word-\d/.exec(text)?.[0] ?? '')).toEqual([
    ...['', 'Before', 'New', 'word-1', 'word-2'],
  ]);

  // Back again: read, and the line stays visible until the next message.
  await look(ada, 'here');
  await expect(ada.page).toHaveTitle(`${testRoom.room} · Edgewise`);
  await expect(line).toHaveCount(1);
  await testRoom.publish('Ben', ['word-3']);
  await expect(ada.message('word-3')).toBeVisible();
  await expect(line).toHaveCount(0);
});

test('a hidden page waits at the first unread message, and reaching the end removes the line', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', words(1, 40));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-40')).toBeInViewport();
  await look(ada, 'hidden');
  await testRoom.publish('Ben', words(41, 90));
  await expect(ada.page).toHaveTitle(/^\(50\) /);
  const line = ada.page.getByRole('listitem').filter({ hasText: /^New$/ });
  await look(ada, 'here');
  await expect(line).toBeInViewport();
  await expect(ada.message('word-90')).not.toBeInViewport();
  // Only what is in view counts as read.
  const pill = ada.page.getByRole('button', { name: /^\d+ new messages$/ });
  await expect(pill).toBeVisible();
  const left = Number((await pill.textContent())?.match(/\d+/)?.[0]);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(50);
  await expect(ada.page).toHaveTitle(new RegExp(`^\\(${left}\\) `));
  await pill.click();
  await expect(ada.message('word-90')).toBeInViewport();
  await expect(ada.page).toHaveTitle(`${testRoom.room} · Edgewise`);
  await expect(line).toHaveCount(0);
});

test('a returning user starts at the read position, and has read all at the end', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', ['Before']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Before')).toBeVisible();
  const line = ada.page.getByRole('listitem').filter({ hasText: /^New$/ });
  await ada.page.reload();
  await expect(ada.message('Before')).toBeVisible();
  await expect(line).toHaveCount(0);

  await ada.page.goto('about:blank');
  await testRoom.publish('Ben', words(1, 45));
  await ada.page.goBack();
  await expect(line).toBeInViewport();
  await expect(ada.message('word-45')).not.toBeInViewport();
  const pill = ada.page.getByRole('button', { name: /^\d+ new messages$/ });
  await expect(pill).toBeVisible();
  await pill.click();
  await expect(ada.message('word-45')).toBeInViewport();
  await expect(line).toHaveCount(0);
  await ada.page.reload();
  await expect(ada.message('word-45')).toBeInViewport();
  await expect(line).toHaveCount(0);
});

test('a returning user finds the unread line even beyond what is loaded', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 5));
  const ada = await testRoom.enter('Ada');
  const kept = () => ada.page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(kept, 'it is noted as read').toMatch(/"edgewise:read:[^"]*":"[^"]*-5"/);
  await ada.page.goto('about:blank');
  await testRoom.act(
    'Ben',
    words(6, 205).map((text) => ({ type: 'message', text })),
  );
  await ada.page.goBack();
  const line = ada.page.getByRole('listitem').filter({ hasText: /^New$/ });
  // All that is loaded is new; the rest of it is above.
  await expect(line).toHaveCount(1);
  await expect(ada.page.getByRole('button', { name: /^\d+ new messages$/ })).toBeVisible();
  await expect(ada.message('word-205')).not.toBeInViewport();
  // Not the newest: reaching it reads everything.
  await ada.page.locator('.rows article').first().focus();
  await expect
    .poll(async () => {
      await ada.page.keyboard.press('Home');
      return ada.page.locator('.rows').getByText('word-5', { exact: true }).count();
    })
    .toBeGreaterThan(0);
  const order = await ada.page.locator('.row').allTextContents();
  const at = order.indexOf('New');
  // The row in focus ends with its bar.
  expect(order[at - 1]).toMatch(/word-5\b/);
  expect(order[at + 1]).toMatch(/word-6\b/);
});

test('a user who has reached the end stays there when the connection breaks', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', ['Before']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Before')).toBeVisible();
  await ada.page.reload();
  await expect(ada.message('Before')).toBeVisible();
  await ada.page.goto('about:blank');
  await testRoom.publish('Ben', words(1, 45));
  await ada.page.goBack();
  await expect(ada.page.getByRole('listitem').filter({ hasText: /^New$/ })).toBeInViewport();
  await ada.page.context().setOffline(true);
  await ada.page.getByRole('button', { name: /^\d+ new messages$/ }).click();
  await expect(ada.message('word-45')).toBeInViewport();
  await ada.say('word-own');
  await expect(ada.message('word-own')).toBeInViewport();
  await ada.page.context().setOffline(false);
  await ada.settled();
  await expect(ada.message('word-own')).toBeInViewport();
});

test('a returning user finds a few new messages all below the line', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 40));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-40')).toBeInViewport();
  const kept = () => ada.page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(kept, 'it is noted as read').toMatch(/"edgewise:read:[^"]*":"[^"]*-40"/);
  await ada.page.goto('about:blank');
  await testRoom.publish('Ben', ['word-41', 'word-42']);
  await ada.page.goBack();
  const line = ada.page.getByRole('listitem').filter({ hasText: /^New$/ });
  await expect(line).toBeInViewport();
  await expect(ada.message('word-42')).toBeInViewport();
  await expect(ada.page).toHaveTitle(`${testRoom.room} · Edgewise`);
  await expect(ada.page.getByRole('button', { name: 'Jump to latest' })).toHaveCount(0);
});

test('read receipts show once the author has seen the message themselves', async ({ testRoom }) => {
  const ada = await testRoom.enter('Ada');
  const ben = await testRoom.enter('Ben');
  await look(ben, 'away');
  await ada.say('Can you hear me?');
  await ada.settled();
  await expect(ben.message('Can you hear me?')).toBeVisible();
  const cleo = await testRoom.enter('Cleo');
  await expect(cleo.message('Can you hear me?')).toBeVisible();
  const readBy = ada.page.locator('.read-by');
  await expect(readBy).toHaveText('Read by Cleo');
  await look(ben, 'here');
  await expect(readBy).toHaveText(/^Read by (Cleo and Ben|Ben and Cleo)$/);
  await expect(ben.page.locator('.read-by')).toHaveCount(0);

  // It is under the newest of one's own messages only.
  await look(ben, 'away');
  await ada.say('And now?');
  await expect(readBy).toHaveText('Read by Cleo');
  await expect(readBy).toHaveCount(1);
});
