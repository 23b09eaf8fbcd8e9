// The script, however it is added to the page.
import { expect, test, Visitor } from './host.ts';

test('a script without attributes shows the lobby’s chat and calls the page’s queued function', async ({
  site,
}) => {
  const page = await site.visit({
    head: '<script>window.Edgewise = [(chat) => { window.called = chat.localName; }]</script>',
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const ada = new Visitor(page);
  await expect(ada.launcher).toBeVisible();
  expect(await page.evaluate('window.called')).toBe('edgewise-chat');
  await ada.open();
  await expect(ada.panel.getByRole('heading', { name: 'lobby' })).toBeVisible();
});

test('options can be set by a script of the page', async ({ site }) => {
  const page = await site.visit({
    head: `<script>(window.Edgewise ||= []).push({ room: 'ROOM', title: 'Bakery', position: 'start' })</script>`,
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const ada = new Visitor(page);
  await ada.open();
  await expect(ada.panel.getByRole('heading', { name: 'Bakery' })).toBeVisible();
  await expect(page.locator('edgewise-chat')).toHaveAttribute('room', site.room);
  await ada.say('Is there rye?');
});

test('a module without a current script finds its own', async ({ site }) => {
  const page = await site.visit({
    script: '<script type="module" src="CHAT/widget.js" data-room="ROOM"></script>',
  });
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
});

test('a script that is evaluated as text takes the server’s address from its options', async ({
  site,
}) => {
  const page = await site.visit({ script: '' });
  const text = await (await fetch(`${site.chat}/widget.js`)).text();
  await page.evaluate(
    (settings) => Object.assign(window, { Edgewise: [settings] }),
    // With the trailing slash of a copied address.
    { server: `${site.chat}/`, room: site.room },
  );
  // As a tag manager does, whose own script is the current one then.
  await page.addScriptTag({
    url: site.serve('/tags.js', { raw: `Function(${JSON.stringify(text)})()` }),
  });
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
});

test('options can be computed: false and undefined are off, and names can be in camel case', async ({
  site,
}) => {
  const page = await site.visit({
    head: `<script>(window.Edgewise ||= []).push({
      room: 'ROOM', open: false, preconnect: false, readonly: false, name: undefined, title: null, hidePresence: true,
    })</script>`,
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const ada = new Visitor(page);
  await expect(ada.launcher).toHaveAttribute('aria-expanded', 'false');
  expect(await page.evaluate(`document.querySelector('edgewise-chat').state`)).toBe('idle');
  await ada.open();
  await ada.say('Is there rye?');
  await expect(ada.panel.getByRole('heading', { name: site.room })).toBeVisible();
  await expect(ada.panel.locator('.who')).toHaveCount(0);
});

test('the online count is hidden if the script says so', async ({ site }) => {
  const page = await site.visit({
    script: '<script async src="CHAT/widget.js" data-room="ROOM" data-hide-presence></script>',
  });
  const ada = new Visitor(page);
  await ada.open();
  await expect(ada.name).toBeVisible();
  await expect(ada.panel.locator('.who')).toHaveCount(0);
});

test('a framework that sets "open" as a property opens and closes the chat, and keeps its methods', async ({
  site,
}) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await expect(ada.launcher).toBeVisible();
  await page.evaluate(`window.chat = document.querySelector('edgewise-chat'), chat.open = true`);
  await expect(ada.panel).toBeVisible();
  await page.evaluate('chat.open = false');
  await expect(ada.panel).toBeHidden();
  // As Vue sets an attribute without a value.
  await page.evaluate(`chat.open = ''`);
  await expect(ada.panel).toBeVisible();
  await page.evaluate('chat.close(), chat.open = undefined');
  await expect(ada.panel).toBeHidden();
  await page.evaluate('chat.open()');
  await expect(ada.panel).toBeVisible();
});

test('a page that changes its language changes that of the chat', async ({ site }) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await ada.open();
  await expect(ada.panel).toHaveAttribute('lang', 'en-GB');
  await ada.say('Is there rye?');
  await page.evaluate(() => {
    document.documentElement.lang = 'de';
  });
  await expect(ada.panel).toHaveAttribute('lang', 'de');
});

test('a site can delay the connection', async ({ site }) => {
  const page = await site.visit({});
  await expect(new Visitor(page).launcher).toBeVisible();
  await page.evaluate(`window.chat = document.querySelector('edgewise-chat')`);
  await page.evaluate(`chat.setAttribute('preconnect', '')`);
  await expect.poll(() => page.evaluate('chat.state')).toBe('live');
});

for (const [what, script] of [
  ['no room, and no element', '<script async src="CHAT/widget.js"></script>'],
  [
    'no server',
    `<script>fetch('CHAT/widget.js').then((it) => it.text()).then((text) => Function(text)())</script>`,
  ],
] as const)
  test(`with ${what} the console says so`, async ({ site }) => {
    const page = await site.visit({ script: '' });
    const said = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.goto(site.serve('/bare', { script }));
    expect((await said).text()).toBe('Edgewise: no room or server');
    await expect(page.locator('edgewise-chat')).toHaveCount(0);
  });

test('works in a frame from srcdoc', async ({ site }) => {
  const page = await site.visit({
    body: `<iframe srcdoc="<script src='CHAT/widget.js' data-room='ROOM'></script>" width="500" height="760"></iframe>`,
    script: '',
  });
  const ada = new Visitor(page.frameLocator('iframe'));
  await ada.open();
  await ada.say('From a frame');
});

test('works in such a frame without an origin', async ({ site }) => {
  const page = await site.visit({
    body: `<iframe sandbox="allow-scripts allow-forms" srcdoc="<script src='CHAT/widget.js' data-room='ROOM'></script>" width="500" height="760"></iframe>`,
    script: '',
  });
  const ada = new Visitor(page.frameLocator('iframe'));
  await ada.open();
  await ada.say('From a frame');
});

test('when the policy allows only the script, the button opens the room on its own page', async ({
  site,
}) => {
  const page = await site.visit({ script: '' });
  await page.goto(
    site.serve('/strict', {
      csp: 'script-src CHAT/widget.js',
      script: '<script src="CHAT/widget.js"></script>',
      body: '<edgewise-chat></edgewise-chat>',
    }),
  );
  site.expectComplaints(/Content Security Policy/);
  const opened = page.waitForEvent('popup');
  await new Visitor(page).launcher.click();
  expect(new URL((await opened).url()).pathname).toBe('/r/lobby');
  const called = page.evaluate(`document.querySelector('edgewise-chat').open()`);
  await expect(called, 'names the file that did not load').rejects.toThrow(/core\.js/);
});

test('when the policy allows the chat but not its server, the button opens its own page, each time', async ({
  site,
}) => {
  const page = await site.visit({ csp: "connect-src 'none'; script-src CHAT" });
  site.expectComplaints(/Content Security Policy|Failed to fetch/);
  const ada = new Visitor(page);
  for (let times = 0; times < 2; times++) {
    const opened = page.waitForEvent('popup');
    await ada.launcher.click();
    const popup = await opened;
    expect(new URL(popup.url()).pathname).toBe(`/r/${site.room}`);
    await popup.close();
    await expect(ada.panel).toBeHidden();
  }
});

test('neither button nor panel is printed', async ({ site }) => {
  const page = await site.visit({});
  const ada = new Visitor(page);
  await page.emulateMedia({ media: 'print' });
  await expect(ada.launcher).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await ada.open();
  await ada.say('Is there rye?');
  await page.emulateMedia({ media: 'print' });
  await expect(ada.panel).toBeHidden();
  await expect(page.getByText('Flour, water')).toBeVisible();
});

test('an inline chat prints its whole content', async ({ site }) => {
  const page = await site.visit({
    body: '<edgewise-chat room="ROOM" mode="inline"></edgewise-chat>',
    script: '<script async src="CHAT/widget.js"></script>',
  });
  const ada = new Visitor(page);
  await ada.say('All loaves');
  await ada.composer.fill(Array.from({ length: 60 }, (_, i) => `Loaf ${i}`).join('\n\n'));
  await ada.composer.press('Enter');
  await expect(ada.message('Loaf 59').locator('p')).toHaveCount(60);
  await page.emulateMedia({ media: 'print' });
  const { height = 0 } = (await ada.panel.boundingBox()) ?? {};
  const text = (await ada.message('Loaf 59').boundingBox())?.height ?? 0;
  expect(text).toBeGreaterThan(560);
  expect(height).toBeGreaterThan(text);
  await expect(ada.composer).toBeHidden();
});

test('the console warns of an attribute that has no effect because of a mistake', async ({
  site,
}) => {
  const page = await site.visit({
    script:
      '<script async src="CHAT/widget.js" data-room="ROOM" data-postion="start" data-turbo-track></script>',
  });
  const warnings: string[] = [];
  page.on('console', (said) => said.type() === 'warning' && warnings.push(said.text()));
  const ada = new Visitor(page);
  await ada.open();
  await ada.say('Is there rye?');
  await expect
    .poll(() => warnings)
    .toEqual(['edgewise-chat: There is no attribute "postion". Did you mean "position"?']);
});
