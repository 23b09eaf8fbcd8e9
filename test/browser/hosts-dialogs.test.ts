// Dialogs and menus of the page, which close at outside events and take the focus back.
import { expect, type HostPage, sayAsBen, test, Visitor } from './host.ts';
import { lazyFiles } from './lazy-files.ts';

/** A dialog as libraries build them. @param capture how they listen. */
const dialog = (capture: boolean): HostPage => ({
  body: `<div id="d" role="dialog" aria-label="Order"><input id="f" aria-label="Loaf"></div><script>
    window.wantsToClose = [];
    const isOutside = (event) => !d.contains(event.target);
    for (const type of ['focusin', 'focus'])
      document.addEventListener(type, (event) => isOutside(event) && f.focus(), ${capture} || type === 'focus');
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      document.addEventListener(type, (event) => isOutside(event) && wantsToClose.push(type), ${capture});
    document.addEventListener('keydown', (event) => isOutside(event) && wantsToClose.push(event.key), ${capture});
    document.addEventListener('click', (event) => isOutside(event) && wantsToClose.push('click'));
    d.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget && !d.contains(relatedTarget)) f.focus();
    });
    f.focus();
  </script>`,
});

for (const capture of [false, true])
  test(`a dialog that ${capture ? 'captures' : 'listens for'} outside events stays open, and so does the chat`, async ({
    site,
  }) => {
    const page = await site.visit(dialog(capture));
    const ada = new Visitor(page);
    // The chat is loaded before it is used.
    await ada.launcher.hover();
    await ada.launcher.focus();
    await page.evaluate(`document.querySelector('edgewise-chat').open()`);
    await ada.complete();
    await page.evaluate('wantsToClose.length = 0');
    await ada.name.click();
    await page.keyboard.type('Ada');
    await expect(ada.name).toHaveValue('Ada');
    await page.keyboard.press('Enter');
    await expect(ada.composer).toBeFocused();
    await page.keyboard.type('Is there rye?');
    await page.keyboard.press('Enter');
    await ada.message('Is there rye?').click();
    expect(await page.evaluate('wantsToClose')).toEqual([]);
    await expect(page.getByLabel('Loaf')).toHaveValue('');
  });

test('a page that forbids copying its text does not forbid copying from the chat', async ({
  site,
}) => {
  const page = await site.visit({
    body: `<main id="own">Bread</main><script>
      for (const type of ['selectstart', 'contextmenu', 'copy', 'cut'])
        document.addEventListener(type, (event) => event.preventDefault());
      window.isAllowed = (target, type) =>
        target.dispatchEvent(new Event(type, { bubbles: true, composed: true, cancelable: true }));
    </script>`,
  });
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  for (const type of ['selectstart', 'contextmenu', 'copy', 'cut']) {
    const isAllowed = (target: Element, event: string) =>
      (window as unknown as { isAllowed: (of: Element, type: string) => boolean }).isAllowed(
        target,
        event,
      );
    expect(await ada.message('Is there rye?').evaluate(isAllowed, type), type).toBe(true);
    expect(await page.locator('#own').evaluate(isAllowed, type), type).toBe(false);
  }
});

test('a page that blocks pasting and scrolling early does not block them in the chat', async ({
  site,
}) => {
  await sayAsBen(site, Array.from({ length: 80 }, (_, i) => `Loaf ${i}`).join('\n'));
  const page = await site.visit({
    body: `<main id="own">Bread</main><script>
      window.forbidden = [];
      for (const type of ['paste', 'copy', 'selectstart', 'contextmenu', 'wheel', 'touchmove'])
        document.addEventListener(type, (event) => { forbidden.push(type); event.preventDefault(); },
          { capture: true, passive: false });
    </script>`,
  });
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('rye');
  await ada.composer.fill('spelt');
  await ada.composer.press('ControlOrMeta+A');
  await ada.composer.press('ControlOrMeta+C');
  await ada.composer.press('End');
  await ada.composer.press('ControlOrMeta+V');
  await expect(ada.composer).toHaveValue('speltspelt');
  const log = ada.panel.getByRole('log');
  const before = await log.evaluate(({ scrollTop }) => scrollTop);
  await log.hover();
  await page.mouse.wheel(0, -300);
  await expect.poll(() => log.evaluate(({ scrollTop }) => scrollTop)).toBeLessThan(before);
  await log.dispatchEvent('touchmove', { bubbles: true, composed: true, cancelable: true });
  expect(await page.evaluate('forbidden')).toEqual([]);
});

test('a page that blocks clicking and typing early does not block them in the chat', async ({
  site,
}) => {
  const page = await site.visit({
    body: `<main id="own">Bread</main><script>
      window.forbidden = [];
      for (const type of ['click', 'keydown', 'beforeinput', 'input', 'compositionend'])
        document.addEventListener(type, (event) => {
          forbidden.push(type);
          event.preventDefault();
          event.stopImmediatePropagation();
        }, true);
    </script>`,
  });
  const ada = new Visitor(page);
  await page.evaluate(`document.querySelector('edgewise-chat').open()`);
  await ada.complete();
  await ada.name.click();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect(ada.composer).toBeFocused();
  await page.keyboard.type('Is there ');
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'ry', selectionStart: 2, selectionEnd: 2 });
  await client.send('Input.insertText', { text: 'rye?' });
  await page.keyboard.press('Enter');
  await expect(ada.message('Is there rye?')).toBeVisible();
  await expect(ada.composer).toHaveValue('');
  await page.keyboard.type('And spelt?');
  await ada.panel.getByRole('button', { name: 'Send' }).click();
  await expect(ada.message('And spelt?')).toBeVisible();
  await ada.panel.getByRole('button', { name: '1 online' }).click();
  await expect(ada.panel.locator('.people')).toBeVisible();
  expect(await page.evaluate('forbidden')).toEqual([]);
});

test('slotted content of the page keeps the page’s behaviour', async ({ site }) => {
  const page = await site.visit({
    body: `<edgewise-chat room="ROOM" mode="inline"><button slot="header-actions">Order</button></edgewise-chat>
      <script>
        window.heard = [];
        for (const type of ['focusin', 'pointerdown', 'click'])
          document.addEventListener(type, ({ target }) => heard.push(type + ' ' + target.textContent));
      </script>`,
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const ada = new Visitor(page);
  await expect(ada.name).toBeVisible();
  await page.getByRole('button', { name: 'Order' }).click();
  expect(await page.evaluate('heard')).toEqual([
    'pointerdown Order',
    'focusin Order',
    'click Order',
  ]);
});

test('Escape of an input method leaves the panel open, and the next one closes it', async ({
  site,
}) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await client.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Escape',
    code: 'Escape',
    windowsVirtualKeyCode: 229,
  });
  await client.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await expect(ada.panel).toBeVisible();
  await ada.composer.press('Escape');
  await expect(ada.panel).toBeHidden();
});

test('a message that the page does not let be sent stays in the field, and so does an edit', async ({
  site,
}) => {
  const page = await site.visit({
    head: `<script>
      (window.Edgewise ||= []).push((chat) => chat.addEventListener('edgewise-send', (event) => {
        if (/secret/.test(event.detail.text)) event.preventDefault();
        (window.asked ||= []).push(event.detail.id === undefined ? 'new' : 'edit');
      }));
    </script>`,
  });
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('There is rye.');
  await ada.composer.fill('A secret');
  await ada.composer.press('Enter');
  await expect(ada.composer).toHaveValue('A secret');
  await ada.composer.fill('');
  await ada.composer.press('ArrowUp');
  await expect(ada.composer).toHaveValue('There is rye.');
  await ada.composer.fill('There is a secret.');
  await ada.composer.press('Enter');
  await expect(ada.composer).toHaveValue('There is a secret.');
  await expect(ada.panel.getByRole('button', { name: 'Save' })).toBeVisible();
  await ada.composer.fill('There is spelt.');
  await ada.composer.press('Enter');
  await expect(ada.message('There is spelt.')).toBeVisible();
  await expect(ada.message('secret')).toHaveCount(0);
  expect(await page.evaluate('window.asked')).toEqual(['new', 'new', 'edit', 'edit']);
});

test('an element removed while its language loads leaves no connection behind', async ({
  site,
}) => {
  const page = await site.visit(
    {
      body: '<edgewise-chat room="ROOM" mode="inline" lang="ja"></edgewise-chat>',
      script: '',
    },
    {},
  );
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  await page.route(lazyFiles('ja'), async (route) => {
    asked();
    await held;
    await route.continue();
  });
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.addScriptTag({ url: `${site.chat}/widget.js` });
  await isAsked;
  await page.evaluate(`document.querySelector('edgewise-chat').remove()`);
  const arrived = page.waitForResponse(lazyFiles('ja'));
  release();
  await (await arrived).finished();
  // A chat in its place connects; the removed one does not.
  await page.evaluate(
    ([room]) => {
      const chat = document.createElement('edgewise-chat');
      chat.setAttribute('room', `${room}-2`);
      chat.setAttribute('mode', 'inline');
      chat.setAttribute('lang', 'ja');
      document.body.append(chat);
    },
    [site.room],
  );
  await expect(page.locator('edgewise-chat .panel')).toBeVisible();
  await expect.poll(() => sockets.length).toBe(1);
  expect(sockets[0]).toContain(`${site.room}-2`);
});

test('on a phone Back closes the chat, and leaves the page as it was', async ({ site }) => {
  const phone = { viewport: { width: 390, height: 800 } };
  const page = await site.visit({}, phone);
  await page.evaluate("history.replaceState({ of: 'the page' }, '')");
  const ada = new Visitor(page);
  const address = page.url();
  const before = await page.evaluate('history.length');
  await ada.open();
  await expect(ada.panel).toHaveAttribute('aria-modal', 'true');
  expect(await page.evaluate('history.state.of')).toBe('the page');
  await page.evaluate(() => history.back());
  await expect(ada.panel).toBeHidden();
  expect(page.url()).toBe(address);
  // Closing it by its button leaves no useless history entry.
  await ada.open();
  await expect(ada.panel).toHaveAttribute('aria-modal', 'true');
  await ada.panel.getByRole('button', { name: 'Close' }).click();
  await expect(ada.panel).toBeHidden();
  await expect.poll(() => page.evaluate('JSON.stringify(history.state)')).toBe('{"of":"the page"}');
  expect(await page.evaluate('history.length')).toBe((before as number) + 1);
});

for (const [what, path] of [
  ['the page of a room', null],
  ['a chat as high as the window', '/whole'],
] as const)
  test(`a keyboard that shrinks only the visual viewport does not cover the field of ${what}`, async ({
    site,
  }) => {
    const page = await site.visit({ script: '' }, { viewport: { width: 390, height: 800 } });
    await page.addInitScript(() => {
      const view = Object.assign(new EventTarget(), { height: 800, offsetTop: 0, scale: 1 });
      Object.defineProperty(window, 'visualViewport', { value: view });
    });
    await page.goto(
      path === null
        ? `${site.chat}/r/${site.room}`
        : site.serve(path, {
            head: '<style>body{margin:0}</style>',
            body: '<edgewise-chat room="ROOM" mode="page"></edgewise-chat>',
            script: '<script src="CHAT/widget.js"></script>',
          }),
    );
    const field = page.getByRole('textbox').first();
    await expect(field).toBeVisible();
    const bottom = async () => {
      const box = await field.boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    expect(await bottom()).toBeGreaterThan(464);
    await page.evaluate(() => {
      Object.assign(visualViewport as object, { height: 464 });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    await expect.poll(bottom).toBeLessThanOrEqual(464);
    await page.evaluate(() => {
      Object.assign(visualViewport as object, { height: 800 });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    await expect.poll(bottom).toBeGreaterThan(464);
  });
