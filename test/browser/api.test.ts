// The methods and events that a site uses with the chat in its page.
import { expect, sayAsBen, test, tokenOf, Visitor } from './host.ts';

type Chat = HTMLElement & Record<string, (given?: unknown) => Promise<unknown>>;

test('a site can change or cancel an outgoing message, and keep links from opening', async ({
  site,
}) => {
  const page = await site.visit({
    head: `<script>
      (window.Edgewise ||= []).push((chat) => {
        chat.addEventListener('edgewise-send', (event) => {
          if (event.detail.text === 'secret') event.preventDefault();
          else event.detail.text += ' ✓';
        });
        chat.addEventListener('edgewise-linkclick', (event) => {
          event.preventDefault();
          window.led = event.detail.href;
        });
      });
    </script>`,
  });
  const pages = page.context().pages();
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('https://example.com/a');
  await expect(ada.message('https://example.com/a ✓')).toBeVisible();
  await ada.composer.fill('secret');
  await ada.composer.press('Enter');
  await ada.composer.fill('after');
  await ada.composer.press('Enter');
  await expect(ada.message('after ✓')).toBeVisible();
  await expect(ada.message('secret')).toHaveCount(0);
  await ada.panel.getByRole('link', { name: 'https://example.com/a' }).click();
  await expect.poll(() => page.evaluate('window.led')).toBe('https://example.com/a');
  expect(page.context().pages()).toEqual(pages);
});

test('a site can name its user, renew the token, and log the user out', async ({ site }) => {
  const page = await site.visit({});
  await page.exposeFunction('tokenOf', (name: string) => tokenOf(site, name));
  await page.evaluate(() => {
    const chat = document.querySelector('edgewise-chat') as unknown as Record<string, unknown>;
    const { tokenOf } = window as unknown as { tokenOf: (name: string) => Promise<string> };
    chat['tokenProvider'] = () => tokenOf('Bea from the bakery');
  });
  const bea = new Visitor(page);
  await bea.open();
  await expect(bea.composer).toBeVisible();
  await bea.composer.fill('Hello');
  await bea.composer.press('Enter');
  await expect(bea.message('Hello')).toHaveAttribute('aria-label', /^You, /);
  const name = await page.evaluate(`document.querySelector('edgewise-chat').chat.you.get().name`);
  expect(name).toBe('Bea from the bakery');
});

test('methods set the user, focus the composer, and remove the chat', async ({ site }) => {
  const page = await site.visit({}, { viewport: { width: 390, height: 800 }, hasTouch: true });
  const sockets = new Set<unknown>();
  page.on('websocket', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const ada = new Visitor(page);
  const call = (method: string, given?: unknown) =>
    page.evaluate(
      async ([method, given]) => {
        const chat = document.querySelector('edgewise-chat') as Chat;
        return chat[method as string]?.(given).then(
          () => null,
          (error: Error) => error.message,
        );
      },
      [method, given] as const,
    );
  await call('focusComposer');
  await expect(ada.name).toBeFocused();
  expect(await call('setUser', 'Ada')).toBe('setUser takes { name } or null.');
  expect(await call('setUser', { name: 'Ada' })).toBeNull();
  await expect(ada.composer).toBeVisible();
  await call('send', 'By a method');
  await expect(ada.message('By a method')).toBeVisible();
  expect(await page.evaluate(`document.querySelector('edgewise-chat').chat.you.get().name`)).toBe(
    'Ada',
  );
  await call('close');
  await expect(ada.panel).toBeHidden();
  await call('focusComposer');
  await expect(ada.composer).toBeFocused();
  await call('logout');
  await expect(ada.name).toBeVisible();
  await call('destroy');
  await expect(page.locator('edgewise-chat')).toHaveCount(0);
  await expect.poll(() => sockets.size).toBe(0);
});

test('the field’s label names the room at the top, unless it has a text of its own', async ({
  site,
}) => {
  const script = (more: string) =>
    `<script async src="CHAT/widget.js" data-room="ROOM" data-title="Support" ${more}></script>`;
  for (const [more, said] of [
    ['', 'Message Support'],
    ['data-placeholder="Ask us"', 'Ask us'],
  ] as const) {
    const ada = new Visitor(await site.visit({ script: script(more) }));
    await ada.open();
    await ada.name.fill('Ada');
    await ada.name.press('Enter');
    await expect(ada.composer).toHaveAttribute('placeholder', said);
  }
});

test('a site styles the parts, and fills the slots', async ({ site }) => {
  const page = await site.visit({
    head: `<style>
      edgewise-chat::part(bubble) { letter-spacing: 3px }
      edgewise-chat::part(message-own) { outline: 1px solid rgb(1, 2, 3) }
      edgewise-chat::part(input) { color: rgb(200, 0, 0) }
    </style>`,
    body: '<edgewise-chat room="ROOM"><p slot="empty">Ask our bakers.</p><b slot="launcher-icon">?</b></edgewise-chat>',
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const ada = new Visitor(page);
  await expect(page.getByText('?', { exact: true })).toBeVisible();
  await ada.open();
  await expect(page.getByText('Ask our bakers.')).toBeVisible();
  await expect(ada.panel.getByText('No messages yet')).toBeHidden();
  await ada.say('Hello');
  await expect(ada.message('Hello').locator('.text')).toHaveCSS('letter-spacing', '3px');
  await expect(ada.panel.locator('.message')).toHaveCSS('outline-color', 'rgb(1, 2, 3)');
  await expect(ada.composer).toHaveCSS('color', 'rgb(200, 0, 0)');
});

test('Markdown, names, emoji and reactions work under the strictest policy of another site', async ({
  site,
}) => {
  const page = await site.visit({
    csp: "script-src CHAT; style-src 'none'; connect-src CHAT SOCKETS; require-trusted-types-for 'script'; trusted-types 'none'",
  });
  const ada = new Visitor(page);
  await sayAsBen(site, 'Hello');
  await ada.open();
  await ada.say('Hi');
  await ada.composer.fill('**bold** and\n```js\nconst a = 1;\n```');
  await ada.composer.press('Enter');
  const { panel } = ada;
  await expect(panel.locator('strong')).toHaveText('bold');
  await expect(panel.locator('.code-block .token-kwd')).toHaveText('const');
  await expect(panel.locator('.code-head')).toHaveCSS('display', 'flex');
  await ada.composer.pressSequentially(':octop');
  await expect(panel.getByRole('option').first()).toContainText('octopus');
  await ada.composer.press('Tab');
  await expect(ada.composer).toHaveValue('🐙 ');
  await ada.composer.fill('');
  await ada.composer.pressSequentially('@B');
  await expect(panel.getByRole('option', { name: 'Ben' })).toBeVisible();
  await ada.composer.press('Escape');
  await ada.message('bold').focus();
  await ada.message('bold').press('+');
  await panel.getByRole('button', { name: 'React with 👍' }).click();
  await expect(panel.locator('.reaction')).toHaveText('👍 1');
  await expect(panel.locator('.reaction')).toHaveCSS('border-radius', '99px');
});
