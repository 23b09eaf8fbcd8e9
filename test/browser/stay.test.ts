// Before the chat is opened, after it is closed, and from page to page: what a visitor finds again.
import { expect, type HostPage, sayAsBen, test, tokenOf, Visitor } from './host.ts';
import { lazyFiles } from './lazy-files.ts';

const PRECONNECTED: HostPage = {
  script: '<script async src="CHAT/widget.js" data-room="ROOM" data-preconnect></script>',
};

test('the button counts new messages before it is opened, and stores nothing', async ({ site }) => {
  const page = await site.visit(PRECONNECTED);
  const ada = new Visitor(page);
  await expect
    .poll(() => page.evaluate(`document.querySelector('edgewise-chat').state`))
    .toBe('live');
  for (const text of ['one', 'two']) await sayAsBen(site, text);
  await expect(ada.launcher).toHaveAttribute('data-unread', '2');
  await expect(ada.launcher).toHaveAccessibleName(/2 new messages/);
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await ada.open();
  await expect(ada.message('two')).toBeVisible();
  await expect(ada.launcher).toHaveAttribute('data-unread', '');
});

test('the button counts on the next page what arrived since the last one', async ({ site }) => {
  const page = await site.visit(PRECONNECTED);
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  await sayAsBen(site, 'In an hour.');
  await expect(ada.message('In an hour.')).toBeVisible();
  await page.goto('about:blank');
  for (const text of ['It is here.', 'Come.']) await sayAsBen(site, text);
  await page.goBack();
  await expect(ada.launcher).toHaveAttribute('data-unread', '2');
  await ada.open();
  await expect(ada.message('Come.')).toBeVisible();
  await expect(ada.launcher).toHaveAttribute('data-unread', '');
  await expect(ada.panel.getByRole('listitem').filter({ hasText: /^New$/ })).toBeInViewport();
  await page.reload();
  await expect(ada.launcher).toHaveAttribute('data-unread', '');
});

test('nothing is stored for a user with a token who has not opened it, whatever their read position', async ({
  site,
}) => {
  const token = await tokenOf(site, 'Ada');
  const page = await site.visit({
    script: `<script async src="CHAT/widget.js" data-room="ROOM" data-preconnect data-token="${token}"></script>`,
  });
  const ada = new Visitor(page);
  const chat = `document.querySelector('edgewise-chat').chat`;
  await expect.poll(() => page.evaluate(`${chat}?.you.get()?.name`)).toBe('Ada');
  await sayAsBen(site, 'one');
  await expect(ada.launcher).toHaveAttribute('data-unread', '1');
  // As another device of hers would.
  await page.evaluate(`${chat}.markRead(1)`);
  await expect(ada.launcher).toHaveAttribute('data-unread', '');
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await ada.open();
  await expect(ada.message('one')).toBeVisible();
  await expect
    .poll(() => page.evaluate('Object.keys(localStorage).join()'))
    .toMatch(/edgewise:read/);
});

test('a closed chat opens at the read position, each time', async ({ site }) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  const line = ada.panel.getByRole('listitem').filter({ hasText: /^New$/ });
  for (const batch of ['first', 'second']) {
    await ada.panel.press('Escape');
    await expect(ada.panel).toBeHidden();
    for (let i = 1; i <= 20; i++) await sayAsBen(site, `${batch} ${i}.`);
    await expect(ada.launcher).toHaveAttribute('data-unread', '20');
    await ada.open();
    await expect(line).toBeInViewport();
    await expect(ada.message(`${batch} 1.`)).toBeInViewport();
    await expect(ada.message(`${batch} 20.`)).not.toBeInViewport();
    await ada.panel.getByRole('button', { name: /new messages?$/ }).click();
    await expect(ada.message(`${batch} 20.`)).toBeInViewport();
    await expect(ada.launcher).toHaveAttribute('data-unread', '');
  }
});

test('a closed chat loads nothing; reopened, it is where it was in the middle of a long message', async ({
  site,
}) => {
  for (let i = 1; i <= 55; i++) await sayAsBen(site, `word ${i}.`);
  await sayAsBen(site, Array.from({ length: 100 }, (_, i) => `Loaf ${i}`).join('\n\n'));
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  const loaves = ada.message('Loaf 99');
  await ada.panel.getByRole('log').hover();
  await page.mouse.wheel(0, -900);
  // In the list: the panel itself moves when it opens.
  const top = () =>
    loaves.evaluate((message) => {
      const log = message.closest('.log')?.getBoundingClientRect();
      return message.getBoundingClientRect().top - (log?.top ?? 0);
    });
  await expect(ada.panel.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
  const before = await top();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('messages?')) asked++;
  });
  await ada.panel.press('Escape');
  await expect(ada.panel).toBeHidden();
  await sayAsBen(site, 'Yes.');
  await expect(ada.launcher).toHaveAttribute('data-unread', '1');
  for (let times = 0; times < 2; times++) {
    await ada.open();
    await expect(loaves).toBeInViewport();
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
    await ada.launcher.click();
    await expect(ada.panel).toBeHidden();
  }
  expect(asked).toBe(0);
});

test('on a phone no keyboard appears when the chat is opened', async ({ site }) => {
  const phone = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };
  const page = await site.visit({}, phone);
  const ada = new Visitor(page);
  for (let times = 0; times < 2; times++) {
    await ada.launcher.tap();
    await expect(ada.panel).toBeFocused();
    await expect(ada.name).not.toBeFocused();
    await ada.panel.getByRole('button', { name: 'Close' }).tap();
    await expect(ada.panel).toBeHidden();
  }
});

test('an opened chat has the focus, even if it was connected before', async ({ site }) => {
  const page = await site.visit(PRECONNECTED);
  const ada = new Visitor(page);
  await expect
    .poll(() => page.evaluate(`document.querySelector('edgewise-chat').state`))
    .toBe('live');
  await ada.launcher.focus();
  await page.keyboard.press('Enter');
  await expect(ada.name).toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect(ada.composer).toBeFocused();
  await ada.panel.getByRole('button', { name: '1 online' }).click();
  await ada.panel.locator('.me [aria-haspopup]').click();
  await ada.panel.getByRole('menuitem', { name: 'Forget me on this device' }).click();
  await expect(ada.panel.getByText('You won’t be able to edit or delete')).toBeVisible();
  await ada.panel.getByRole('button', { name: 'Forget me on this device' }).click();
  await expect(ada.name).toBeFocused();
  await expect(ada.panel.getByText('(you)')).toHaveCount(0);
});

test('the people panel covers the conversation, until a key or closing the chat ends that', async ({
  site,
}) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  await ada.message('Is there rye?').focus();
  await page.keyboard.press('r');
  const who = ada.panel.getByRole('button', { name: '1 online' });
  await who.click();
  await expect(ada.panel.getByText('(you)')).toBeVisible();
  await expect(ada.composer).toBeHidden();
  // The draft reply waits in the composer.
  await page.keyboard.press('Escape');
  await expect(who).toBeFocused();
  await expect(ada.panel.getByText(/^Replying to/)).toBeVisible();
  await who.click();
  await ada.launcher.click();
  await expect(ada.panel).toBeHidden();
  await ada.open();
  await expect(ada.composer).toBeFocused();
  // A message requested by the site is not left below the list either.
  const chat = page.locator('edgewise-chat');
  type Asked = { focusComposer: () => void; jumpTo: (id: string | null) => Promise<unknown> };
  await who.click();
  await expect(ada.composer).toBeHidden();
  await chat.evaluate((it) => (it as unknown as Asked).focusComposer());
  await expect(ada.composer).toBeFocused();
  await who.click();
  const id = await ada.panel.locator('[data-key]').last().getAttribute('data-key');
  await chat.evaluate((it, id) => (it as unknown as Asked).jumpTo(id), id);
  await expect(ada.message('Is there rye?')).toBeFocused();
});

test('the action bar of a message is there at the first hover', async ({ site }) => {
  await sayAsBen(site, 'There is rye.');
  const page = await site.visit({});
  const ada = new Visitor(page);
  const fetched = page.waitForResponse(lazyFiles('details'));
  await ada.open();
  await fetched;
  await ada.message('There is rye.').hover();
  await expect(ada.panel.getByRole('toolbar')).toBeVisible();
});

test('closing the key list in a widget returns to where the user was', async ({ site }) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  await ada.composer.fill('Or spelt?');
  await ada.composer.press('Enter');
  await expect(ada.message('Or spelt?')).toBeVisible();
  await ada.message('Is there rye?').focus();
  await page.keyboard.press('?');
  const keys = ada.panel.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await expect(ada.message('Is there rye?')).toBeFocused();
  await page.keyboard.press('?');
  await keys.getByRole('button', { name: 'Close' }).click();
  await expect(ada.message('Is there rye?')).toBeFocused();
});

test('logging a user out by the site leaves nothing, even if the chat was not opened', async ({
  site,
}) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  const kept = () => page.evaluate('Object.keys(localStorage).join()');
  await expect.poll(kept).toMatch(/edgewise:read/);
  await page.reload();
  await page.evaluate(`document.querySelector('edgewise-chat').logout()`);
  await expect.poll(kept).not.toMatch(/edgewise:(read|session)/);
});
