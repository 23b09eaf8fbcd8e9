// Pages that are hard on embedded content. In each the chat is found, fits, and works.
import type { Locator, Page } from '@playwright/test';
import { expect, type HostPage, test, Visitor } from './host.ts';
import { KEEPS_PAGES, NO_WHOLE_BROWSER } from './whole-browser.ts';

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

const hosts: Record<string, HostPage> = {
  'with nothing special': {},
  'under the strictest policy': {
    csp: "default-src 'none'; script-src CHAT; style-src 'none'; connect-src CHAT SOCKETS; require-trusted-types-for 'script'; trusted-types 'none'",
  },
  'that resets everything, importantly': {
    head: `<style>*{all:unset!important;display:inline!important;position:static!important;
      margin:40px!important;padding:30px!important;font:40px serif!important;color:red!important;
      background:yellow!important;visibility:hidden!important;pointer-events:none!important}
      html>*{opacity:.2!important;transform:rotate(9deg)!important;z-index:0!important}</style>`,
  },
  'whose rem is 10 px': { head: '<style>html{font-size:62.5%}</style>' },
  'that is zoomed by its style sheet': { head: '<style>html{zoom:1.25}</style>' },
  'whose body is transformed': { head: '<style>body{transform:scale(.5);height:4000px}</style>' },
  'that hides what is in its body': { head: '<style>body>*{display:none!important}</style>' },
  'with something above everything': {
    body: '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff">Cookies?</div>',
    script: '<script async src="CHAT/widget.js" data-room="ROOM" data-layer="top"></script>',
  },
  'that reads from the right, in capitals': {
    head: `<script>document.documentElement.dir = 'rtl'</script>
      <style>html{text-transform:uppercase;letter-spacing:9px;word-spacing:30px;text-align:center;line-height:3}</style>`,
  },
  'with an old library that changes the language': {
    head: `<script>
      Array.prototype.each = function (f) { for (const x of this) f(x); };
      Array.prototype.flatten = Array.prototype.first = function () {};
      Object.defineProperty(Object.prototype, 'type', { value: 'polluted', writable: true });
      Object.prototype.extend = function () {}; Object.prototype.version = '1.5'; Object.prototype.hidden = true;
      Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
      Function.prototype.delay = function () {};
      String.prototype.strip = function () { return ''; };
      window.$ = () => null; window.define = () => { throw new Error('AMD'); }; define.amd = {};
      window.exports = {}; window.module = { exports };
    </script>`,
  },
  'that includes the script twice': {
    script:
      '<script async src="CHAT/widget.js" data-room="ROOM"></script><script src="CHAT/widget.js?again" data-room="ROOM"></script>',
  },
  'with the script in its head': {
    head: '<script src="CHAT/widget.js" data-room="ROOM"></script>',
    script: '',
  },
  'that says the element before its body': {
    head: '<script src="CHAT/widget.js"></script></head><edgewise-chat room="ROOM"></edgewise-chat>',
    script: '',
  },
  'that adds a header to every request': {
    head: `<script>{ const plain = window.fetch;
      window.fetch = (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('baggage', 'user=1'); headers.set('traceparent', '00-1-1-01');
        return plain(input, { ...init, headers });
      }; }</script>`,
  },
  'where storage is denied': {
    head: `<script>for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { get() { throw new DOMException('Denied', 'SecurityError'); } });</script>`,
  },
};

/** The style of a message, whatever the page's own styles are. */
const OWN_STYLE = {
  'font-size': '16px',
  'text-transform': 'none',
  'letter-spacing': 'normal',
  visibility: 'visible',
};

async function expectWithin(page: Page, locator: Locator): Promise<void> {
  const box = await locator.boundingBox();
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  expect(box).not.toBeNull();
  if (!box) return;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(width);
  expect(box.y + box.height).toBeLessThanOrEqual(height);
}

for (const [size, viewport] of Object.entries(sizes))
  for (const [kind, host] of Object.entries(hosts))
    test(`in a page ${kind}, on a ${size}`, async ({ site }) => {
      const page = await site.visit(host, { viewport });
      const ada = new Visitor(page);
      await expect(page.locator('edgewise-chat')).toHaveCount(1);
      await expectWithin(page, ada.launcher);
      const { width, height } = (await ada.launcher.boundingBox()) ?? {};
      const zoom = kind.includes('zoomed') ? 1.25 : 1;
      expect([width, height]).toEqual([56 * zoom, 56 * zoom]);
      await ada.open();
      await expect(ada.launcher).toHaveAttribute(
        'aria-controls',
        (await ada.panel.getAttribute('id')) ?? '',
      );
      await ada.say('Is there rye?');
      await expectWithin(page, ada.panel);
      const panel = await ada.panel.boundingBox();
      if (size === 'phone') expect(panel).toEqual({ x: 0, y: 0, ...viewport });
      // Zoomed, it is as high as the window allows.
      else expect(panel).toMatchObject({ width: 384 * zoom, height: zoom === 1 ? 640 : 665 });
      // Each is retried until it holds: the first row is replaced by the list's.
      for (const [property, value] of Object.entries(OWN_STYLE))
        await expect(ada.message('Is there rye?')).toHaveCSS(property, value);
      await ada.panel.press('Escape');
      await expect(ada.panel).toBeHidden();
      await expect(ada.launcher).toBeFocused();
    });

test('costs nothing before it is opened, and connects once', async ({ site }) => {
  const page = await site.visit({});
  const asked: string[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.reload();
  const ada = new Visitor(page);
  await expect(ada.launcher).toBeVisible();
  const kept = () =>
    page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()).map(({ name }) => name),
    ]);
  expect(await kept()).toEqual([]);
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/widget.js']);
  expect(sockets).toEqual([]);
  expect(await page.locator('edgewise-chat').getByRole('textbox').count()).toBe(0);

  await ada.launcher.focus();
  await expect.poll(() => asked.some((path) => /core-/.test(path))).toBe(true);
  expect(sockets, 'hover and focus do not connect').toEqual([]);
  await ada.open();
  await ada.say('Hello');
  const connected = sockets.length;
  await ada.panel.press('Escape');
  await ada.open();
  await expect(ada.message('Hello')).toBeVisible();
  expect(sockets, 'closing and opening keeps the connection').toHaveLength(connected);
  expect((await kept()).sort()).toEqual([
    'edgewise',
    expect.stringMatching(`^edgewise:read:\\w+:${site.chat}/r/${site.room}$`),
    `edgewise:session:${site.chat}`,
  ]);
});

test('greets visitors until they reply, and stores and connects nothing before that', async ({
  site,
}) => {
  const greeting = 'Questions? Ask us.';
  const script = (text: string) =>
    `<script async src="CHAT/widget.js" data-room="ROOM" data-greeting="${text}"></script>`;
  const page = await site.visit({ script: script(greeting) });
  const ada = new Visitor(page);
  const words = page.getByRole('button', { name: greeting });
  const stored = () => page.evaluate(() => localStorage.length + sessionStorage.length);
  let sockets = 0;
  page.on('websocket', () => sockets++);
  await expect(words).toBeVisible();
  expect([await stored(), sockets]).toEqual([0, 0]);

  // The keyboard's focus is not lost with it.
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(words).toHaveCount(0);
  await expect(ada.launcher).toBeFocused();
  await page.reload();
  await ada.launcher.hover();
  await expect(ada.launcher).toHaveAttribute('aria-expanded', 'false');
  await expect(words).toHaveCount(0);

  await page.goto(site.serve('/other', { script: script('We are open.') }));
  await page.getByRole('button', { name: 'We are open.' }).click();
  await expect(ada.panel).toBeVisible();
  await expect(page.getByRole('button', { name: 'We are open.' })).toHaveCount(0);
});

test('leaves the page its own title, messages, keys and scrolling', async ({ site }) => {
  const page = await site.visit(
    {
      head: `<script>
        onmessage = function mine() {};
        const heard = [];
        addEventListener('keydown', ({ key }) => heard.push(key));
      </script>`,
      body: '<main style="height:4000px"><a href="#x">A link</a></main>',
    },
    { viewport: sizes.phone },
  );
  const ada = new Visitor(page);
  await page.evaluate(() => scrollTo(0, 700));
  await ada.open();
  await ada.say('w');
  await ada.composer.pressSequentially('abc');
  expect(await page.evaluate('heard'), 'key events in the page').toEqual([]);
  await expect(page.locator('main')).toHaveJSProperty('inert', false);
  expect(await page.evaluate(() => document.body.inert), 'under the chat').toBe(true);
  await ada.composer.fill('');
  await ada.panel.press('Escape');
  await expect(ada.panel).toBeHidden();
  const after = await page.evaluate(() => ({
    title: document.title,
    onmessage: (window.onmessage as { name?: string } | null)?.name,
    scrolled: scrollY,
    inert: document.body.inert,
    style: document.documentElement.getAttribute('style') ?? '',
  }));
  expect(after).toEqual({
    title: 'Bakery',
    onmessage: 'mine',
    scrolled: 700,
    inert: false,
    style: '',
  });
});

test('is inert behind a dialog of the page, and works after it', async ({ site }) => {
  const page = await site.visit({
    body: '<dialog id="d"><button autofocus>Fine</button></dialog><script>d.showModal()</script>',
  });
  const ada = new Visitor(page);
  await expect(ada.launcher).toBeVisible();
  await ada.launcher.click({ force: true });
  await expect(ada.panel).toHaveCount(0);
  await page.evaluate("document.querySelector('dialog').close()");
  await ada.open();
  await ada.say('After all');
});

test('stays when its page swaps the body, and exists once', async ({ site }) => {
  const page = await site.visit({});
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Before');
  const before = sockets.length;
  await page.evaluate((chat) => {
    const body = document.createElement('body');
    const script = document.createElement('script');
    script.src = `${chat}/widget.js?turbo`;
    script.dataset['room'] = 'another';
    body.append('A new page', script);
    document.body.replaceWith(body);
    return new Promise((loaded) => script.addEventListener('load', loaded));
  }, site.chat);
  await expect(page.getByText('A new page')).toBeVisible();
  await expect(ada.message('Before')).toBeVisible();
  await expect(page.locator('edgewise-chat')).toHaveCount(1);
  expect(sockets).toHaveLength(before);
});

test('stays when moved, goes when removed, and returns when added again', async ({ site }) => {
  const page = await site.visit({
    body: '<div id="a" style="width:600px"><edgewise-chat room="ROOM" mode="inline"></edgewise-chat></div><div id="b"></div>',
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const open = new Set<unknown>();
  let opened = 0;
  page.on('websocket', (socket) => {
    opened++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  // No event reports that the connections of a page that was left are closed.
  page.once('framenavigated', () => open.clear());
  await page.reload();
  const ada = new Visitor(page);
  await ada.say('Here');
  const before = opened;
  await page.evaluate("b.append(document.querySelector('edgewise-chat'))");
  await expect(ada.message('Here')).toBeVisible();
  expect(opened, 'moving does not reconnect').toBe(before);

  await page.evaluate("window.chat = document.querySelector('edgewise-chat'), chat.remove()");
  await expect.poll(() => open.size, 'connections of what is gone').toBe(0);
  await page.evaluate('b.append(chat)');
  await expect(ada.message('Here')).toBeVisible();
  await expect.poll(() => open.size, 'one connection again').toBe(1);
});

test('reconnects with a page from the back/forward cache', async ({ site, playwright }) => {
  test.skip(NO_WHOLE_BROWSER, 'the headless shell keeps no pages');
  const browser = await playwright.chromium.launch({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...KEEPS_PAGES,
  });
  const page = await browser.newPage();
  const start = site.serve('/start', {
    head: "<script>addEventListener('pageshow', (e) => { window.persisted = e.persisted; })</script>",
  });
  await page.goto(start);
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Before');
  await page.goto(site.serve('/elsewhere', { script: '' }));
  // Playwright's own `goBack` waits for a load event, which does not happen here.
  await page.evaluate(() => history.back());
  await expect(async () => expect(await page.evaluate('window.persisted')).toBe(true)).toPass();
  await expect(ada.message('Before')).toBeVisible();
  await ada.composer.fill('After');
  await ada.composer.press('Enter');
  await expect(ada.message('After')).toBeVisible();
  await expect(ada.panel.locator('[data-status]')).toHaveCount(0);
  await browser.close();
});

test('works in a sandboxed frame', async ({ site }) => {
  const framed = site.serve('/framed', {});
  const page = await site.visit({
    body: `<iframe sandbox="allow-scripts allow-forms" src="${framed}" width="500" height="760"></iframe>`,
    script: '',
  });
  const ada = new Visitor(page.frameLocator('iframe'));
  await ada.open();
  await ada.say('From a frame');
});
