// Time passes, the network goes, and a message is taller than the window.
import { expect, test } from './people.ts';

test('the names of days follow the clock, without traffic', async ({ testRoom }) => {
  const page = await testRoom.open();
  const late = new Date();
  late.setHours(23, 27, 0, 0);
  await page.clock.install({ time: late });
  await testRoom.publish('Cleo', ['Good night']);
  await page.route(/\/socket|\/events|\/poll/, (route) => route.continue());
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    // All messages are from this evening.
    server.onMessage((data) =>
      socket.send(
        String(data).replace(/"timestamp":\d+/g, `"timestamp":${late.getTime() - 60_000}`),
      ),
    );
  });
  await page.goto(`/r/${testRoom.room}`);
  const day = page.locator('.day span');
  await expect(day).toHaveText('Today');
  await page.clock.fastForward('00:40:00');
  await expect(day).toHaveText('Yesterday');
});

test('no timer for day names runs while the page is hidden, and they are right at once when shown', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  const late = new Date();
  late.setHours(23, 27, 0, 0);
  await page.clock.install({ time: late });
  await page.goto(`/r/${testRoom.room}`);
  await expect(page.getByRole('log')).toBeVisible();
  await testRoom.publish('Cleo', ['Good night']);
  const day = page.locator('.day span');
  await expect(day).toBeVisible();
  const before = await day.textContent();
  const show = (state: string) =>
    page.evaluate((to) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: to });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, state);
  await show('hidden');
  await page.clock.fastForward('24:40:00');
  await expect(day).toHaveText(before ?? '');
  await show('visible');
  await expect(day).not.toHaveText(before ?? '');
});

test('a browser without a network says so at once, and the people are grayed out', async ({
  testRoom,
}) => {
  const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
  await testRoom.publish('Cleo', ['Hello']);
  await expect(ada.message('Hello')).toBeVisible();
  const who = ada.page.locator('.who .icon');
  await expect(who).toHaveCSS('opacity', '1');
  await ada.page.context().setOffline(true);
  await expect(ada.status).toContainText('You’re offline.', { timeout: 1000 });
  await expect(who).toHaveCSS('opacity', '0.45');
  await ada.say('On my way');
  await expect(ada.message('On my way')).toContainText('Will be sent when you’re connected.', {
    timeout: 1000,
  });
  await ada.page.context().setOffline(false);
  await expect(ada.status).not.toContainText('offline');
  await ada.settled();
  await expect(who).toHaveCSS('opacity', '1');
});

test('the actions of a message are in the window, however tall the message is', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', [
    'Short',
    Array.from({ length: 120 }, (_, i) => `Line ${i}`).join('\n'),
    'End',
  ]);
  const ada = await testRoom.enter('Ada', { viewport: { width: 1280, height: 800 } });
  await expect(ada.message('End')).toBeVisible();
  await ada.log.hover();
  await ada.page.mouse.wheel(0, -1500);
  await ada.page.mouse.move(400, 400);
  const bar = ada.message('Line 7').getByRole('toolbar');
  await expect(bar).toBeInViewport({ ratio: 1 });
  // It stays there while scrolling on.
  await ada.page.mouse.wheel(0, -300);
  await expect(bar).toBeInViewport({ ratio: 1 });
  await bar.getByRole('button', { name: 'Reply' }).click();
  await expect(ada.page.locator('.purpose')).toContainText('Replying to Cleo');
});

test('a room in another case, and one without /r/, redirect to the obvious room', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  for (const path of [`/r/${testRoom.room.toUpperCase()}`, `/${testRoom.room}`]) {
    await page.goto(path);
    expect(new URL(page.url()).pathname).toBe(`/r/${testRoom.room}`);
    await expect(page.getByRole('textbox')).toBeVisible();
  }
});

test('a page that does not exist has a link onwards, and no useless offer', async ({
  testRoom,
}) => {
  const page = await testRoom.open();
  for (const [path, other] of [
    ['/r/My%20Room%21', 'my-room'],
    ['/some/where', 'some-where'],
    ['/r/%F0%9F%92%9A', 'lobby'],
  ] as const) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    const status = page.locator('main > .status');
    await expect(status).toContainText('1 to 64 characters');
    await expect(page.getByRole('button', { name: 'Try now' })).toHaveCount(0);
    await expect(status.getByRole('link', { name: `#${other}` })).toHaveAttribute(
      'href',
      `/r/${other}`,
    );
  }
});

test('“New” is drawn in forced colors', async ({ testRoom }) => {
  const page = await testRoom.open({ forcedColors: 'active' });
  await testRoom.publish('Cleo', ['Hello']);
  await page.goto(`/r/${testRoom.room}`);
  const line = page.locator('.day').first();
  await expect(line).toBeVisible();
  const drawn = await line.evaluate((row) => {
    const { borderTopWidth, borderTopStyle } = getComputedStyle(row, '::before');
    return `${borderTopWidth} ${borderTopStyle}`;
  });
  expect(drawn).toBe('1px solid');
});
