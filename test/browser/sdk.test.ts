import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { expect, type Page, test, type WebSocket } from '@playwright/test';
import { build } from 'esbuild';
import { exampleUnder, lend, placed, projectWithSdk } from '../support/sdk.ts';
import { isStored } from './kept.ts';

const RECIPES = 'docs/recipes.md';

let project: string;
let site: Site;

// One after the other: each worker process would pack and install the SDK again.
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  project = projectWithSdk();
  lend(project, 'preact', '@preact/signals', '@preact/signals-core');
  site = await openSite();
});
test.afterAll(() => {
  site?.server.close();
  rmSync(dirname(project), { recursive: true, force: true });
});

test('the example of its README runs', async ({ page, baseURL }) => {
  const example = exampleUnder('@edgewise/client', 'sdk/README.md');
  const heard = page.waitForEvent('console', (message) => message.text() === 'Ada: Hello!');
  await visit(page, placed(example, baseURL ?? '', 'readme-in-chromium'));
  await heard;
});

test('two components of one page share a connection, until both have closed', async ({
  page,
  baseURL,
}) => {
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => void sockets.push(socket));
  const heard: string[] = [];
  page.on('console', (message) => {
    // The browser itself reports a connection that was closed before it opened.
    if (message.type() === 'log') heard.push(message.text());
  });
  await visit(
    page,
    `
      import { connect } from '@edgewise/client';
      const place = { server: '${baseURL}', room: '${anew('components')}' };
      const [list, form] = [connect(place), connect(place)];
      await form.setName('Ada');
      await form.send('Hello!');
      console.log(list.you.get()?.name, list.messages.get().at(-1)?.text);
      list.close();
      await form.send('Still here');
      console.log(list.messages.get().at(-1)?.text, form.messages.get().at(-1)?.text);
      form.close();
    `,
  );
  await expect.poll(() => heard).toEqual(['Ada Hello!', 'Hello! Still here']);
  // One as a reader before there was a name, perhaps, and one with it.
  expect(sockets.length).toBeLessThanOrEqual(2);
  await expect.poll(() => sockets.every((socket) => socket.isClosed())).toBe(true);
});

test('the plain chat shows messages and sends them', async ({ page, baseURL }) => {
  await visit(page, recipe('A chat in plain DOM', baseURL, anew('plain-dom')));
  await page.getByRole('textbox').fill('<b>Hello</b>');
  await page.getByRole('textbox').press('Enter');
  await expect(page.getByRole('listitem')).toHaveText(['Ada: <b>Hello</b>']);
  await publish(baseURL, anew('plain-dom'), 'Hi Ada');
  await expect(page.getByRole('listitem')).toHaveText(['Ada: <b>Hello</b>', 'Ben: Hi Ada']);
});

test('a guest with a store is the same person after a reload', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  const live = liveAs(page, 'Ada');
  await visit(page, recipe('Who you are, beyond this page', baseURL, anew('store')));
  await live;

  const liveAgain = liveAs(page, 'Ada');
  await page.reload();
  await liveAgain;
  expect(asked.filter((path) => path === '/api/session')).toHaveLength(1);
});

test('the outbox is sent once after a reload', async ({ page, baseURL }) => {
  let open = true;
  await page.routeWebSocket(/\/socket/, (socket) =>
    open ? void socket.connectToServer() : void socket.close({ code: 3001 }),
  );
  await page.route(/\/api\/rooms/, (route) => (open ? route.continue() : route.abort()));
  const program = recipe('What you wrote, beyond this page', baseURL, anew('kept'));
  await visit(page, program);
  await page.waitForFunction(() => localStorage.getItem('edgewise:session') !== null);
  open = false;
  await page.reload();
  for (const text of ['one', 'two']) {
    await page.getByRole('textbox').fill(text);
    await page.getByRole('textbox').press('Enter');
  }
  await expect(page.getByText('On its way: one, two')).toBeVisible();
  // A tab that is killed right after the key loses the message.
  await expect.poll(() => isStored(page, 'two')).toBe(true);
  await page.reload();
  await expect(page.getByText('On its way: one, two')).toBeVisible();
  open = true;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.getByText('On its way')).toHaveCount(0);
  await expect.poll(() => said(baseURL, anew('kept'))).toEqual(['one', 'two']);
});

test('a change shows before the room has confirmed it', async ({ page, baseURL }) => {
  const shown: string[] = [];
  page.on('console', (line) => void shown.push(line.text()));
  let asked = 0;
  let told = 0;
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      if (String(text).includes('react')) asked = shown.length;
      server.send(text);
    });
    server.onMessage((text) => {
      if (String(text).includes('reactions')) told ||= shown.length;
      socket.send(text);
    });
  });
  await visit(page, recipe('Your changes at once', baseURL, anew('overlay')));
  await expect.poll(() => told).toBeGreaterThan(0);
  await expect.poll(() => shown.at(-1)).toBe('Hello! 1');
  expect(asked).toBeGreaterThan(0);
  expect(shown.slice(0, told)).toContain('Hello! 1');
});

test('unread messages are counted across tabs and reloads', async ({ context, page, baseURL }) => {
  const program = recipe('What is unread', baseURL, anew('unread'));
  const badge = (tab: Page) => tab.getByRole('button');
  // On a first visit everything counts as read; later messages are unread.
  const live = liveAs(page, 'Ada');
  await visit(page, program);
  await live;
  await publish(baseURL, anew('unread'), 'Hello');
  await expect(badge(page)).toHaveText('1 unread');
  await badge(page).click();
  await expect(badge(page)).toHaveText('0 unread');
  await publish(baseURL, anew('unread'), 'again');
  await page.reload();
  await expect(badge(page)).toHaveText('1 unread');

  const other = await context.newPage();
  await other.goto(site.origin);
  await expect(badge(other)).toHaveText('1 unread');
  await badge(other).click();
  await expect(badge(page)).toHaveText('0 unread');
  // Nobody is connected for a while: the room forgets, the browser does not.
  await other.close();
  await page.close();
  await publish(baseURL, anew('unread'), 'and more');
  const later = await context.newPage();
  await later.goto(site.origin);
  await expect(badge(later)).toHaveText('1 unread');
});

for (const title of ['React', 'Preact signals'])
  test(`${title}: messages are rendered as they arrive`, async ({ page, baseURL }) => {
    const room = anew(title.toLowerCase().replace(' ', '-'));
    const mount = `
      import { render } from 'preact';
      ${recipe(title, baseURL, room)}
      render(<Messages />, document.body);`;
    await visit(page, mount);
    await publish(baseURL, room, 'Hello');
    await expect(page.getByRole('listitem')).toHaveText(['Ben: Hello']);
    await publish(baseURL, room, 'again');
    await expect(page.getByRole('listitem')).toHaveText(['Ben: Hello', 'Ben: again']);
  });

test('a native EventSource receives messages', async ({ page, baseURL }) => {
  const heard = page.waitForEvent('console', (message) => message.text() === 'Ben: Hello');
  await publish(baseURL, anew('event-source'), 'Hello');
  await visit(page, recipe('EventSource', baseURL, anew('event-source')));
  await heard;
});

/** A room of this run of a test alone. */
const anew = (room: string): string => `${room}-${test.info().repeatEachIndex}`;

const recipe = (title: string, origin: string | undefined, room: string): string =>
  placed(exampleUnder(title, RECIPES), origin ?? '', room);

/** Opens a page that runs a program, bundled as its author would from the project's packages. */
async function visit(page: Page, program: string): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: project, loader: 'tsx' },
    absWorkingDir: project,
    ...{ bundle: true, format: 'esm', write: false, logLevel: 'error', preserveSymlinks: true },
    ...{ jsx: 'automatic', jsxImportSource: 'preact', alias: { react: 'preact/compat' } },
  });
  site.script = outputFiles[0]?.text ?? '';
  await page.goto(site.origin);
}

type Site = { readonly server: Server; readonly origin: string; script: string };

/** A site that embeds the chat: another origin than the chat's own. */
async function openSite(): Promise<Site> {
  const server = createServer(({ url }, response) => {
    const asked = url === '/script.js';
    response.setHeader('Content-Type', asked ? 'text/javascript' : 'text/html');
    response.end(
      asked ? site.script : '<!doctype html><body><script type="module" src="/script.js"></script>',
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { server, origin: `http://127.0.0.1:${port}`, script: '' };
}

/** Resolves once a page is live in its room under a name. */
const liveAs = (page: Page, name: string): Promise<void> =>
  new Promise((resolve) =>
    page.on('websocket', (socket) => {
      let known = false;
      socket.on('framereceived', ({ payload }) => {
        known ||= payload.includes(`"${name}"`);
        if (known && payload.includes('"live"')) resolve();
      });
    }),
  );

/** Somebody posts a message over plain HTTP. */
async function publish(origin: string | undefined, room: string, text: string): Promise<void> {
  const post = async (path: string, body: object, token?: string) => {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return response.json();
  };
  const { token } = (await post('/api/session', { name: 'Ben' })) as { token: string };
  await post(`/api/rooms/${room}/messages`, { text }, token);
}

async function said(origin: string | undefined, room: string): Promise<string[]> {
  const response = await fetch(`${origin}/api/rooms/${room}/messages`);
  const { messages } = (await response.json()) as { messages: { text: string }[] };
  return messages.map(({ text }) => text);
}
