// A smoke test of page and widget for every engine but Chromium, which the other browser tests use.
import type { Engine } from '../../scripts/engines.ts';
import { session } from '../support/test-client.ts';
import { expect, type Scene, test } from './engine.ts';
import { atRest, belowView, drift } from './scroll.ts';
import {
  act,
  COMPOSER,
  enter,
  expectWords,
  LOG,
  message,
  say,
  takeName,
  waiting,
  write,
} from './talk.ts';

const STRICT = (origin: string) =>
  `default-src 'none'; script-src ${origin}; style-src 'none'; ` +
  `connect-src ${origin} ${origin.replace('http', 'ws')}; ` +
  `require-trusted-types-for 'script'; trusted-types 'none'`;

const host = (room: string): string =>
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
  <title>Bakery</title></head><body><main><h1>Bread</h1></main>
  <script async src="/widget.js" data-room="${room}"></script></body></html>`;

/** As some browsers are configured, and as in a frame without an origin. */
const DENY_STORAGE = `for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });`;

/** What a page lacks when it is served over plain HTTP from another computer. */
const PLAIN_HTTP = `delete Crypto.prototype.randomUUID; delete Crypto.prototype.subtle;
  delete Navigator.prototype.locks; delete Navigator.prototype.clipboard;
  delete window.caches; delete Navigator.prototype.serviceWorker;`;

const PANEL = { css: '.panel' };
const LAUNCHER = { css: '#launcher' };

/** Saves the test the wait between two attempts. */
const wake = ({ ada }: Scene) =>
  ada.driver.evaluate(() => void window.dispatchEvent(new Event('online')));

const makeDatabase = () =>
  new Promise<void>((resolve) => {
    const opened = indexedDB.open('another', 1);
    opened.onsuccess = () => resolve(opened.result.close());
  });

/** The persisted outbox. It runs in the page. */
const stored = () =>
  new Promise<string>((resolve) => {
    const opened = indexedDB.open('edgewise');
    opened.onsuccess = () => {
      const all = opened.result.transaction('outbox').objectStore('outbox').getAll();
      all.onsuccess = () => {
        opened.result.close();
        resolve(JSON.stringify(all.result));
      };
    };
  });

export function scenarios(engine: Engine['name']): void {
  test.use({ engine });

  test('people chat, edit and react', async ({ scene }) => {
    const { ada, ben, network, room } = scene;
    await enter(ada, network.origin, room);
    await say(ada, 'Hällo, 世界 🎉');
    await ben.expectSeen('Hällo, 世界 🎉');
    const { id } = await ben.say('And to you');
    await ada.sees(message('And to you'));

    await act(ada, 'Hällo', 'e');
    await ada.sees(COMPOSER, ({ value, focused }) => focused && value === 'Hällo, 世界 🎉');
    await ada.driver.press('Backspace');
    await ada.driver.type('!');
    await ada.driver.press('Enter');
    await ada.sees({ css: '.message', text: '世界 !' }, ({ text }) => text.includes('edited'));
    await ada.seesNone({ css: '[data-status]' });

    await act(ada, 'And to you', '+');
    await ada.click({ css: '.bar .emoji', text: '🎉' });
    await ada.sees({ css: '.reaction', in: message('And to you') }, ({ text }) => /🎉/.test(text));
    ben.socket.send(JSON.stringify({ type: 'react', id, emoji: '🎉', on: true, cid: 'r1' }));
    await ada.sees({ css: '.reaction', in: message('And to you') }, ({ text }) => /2/.test(text));
  });

  test('a name completes by keys alone', async ({ scene: { ada, ben, network, room } }) => {
    await enter(ada, network.origin, room);
    await ben.say('Hello');
    await ada.sees(message('Hello'));
    await write(ada, 'Dear @be');
    await ada.sees({ css: '[role=option]', text: 'Ben' });
    await ada.driver.press('ArrowDown');
    await ada.driver.press('Enter');
    await ada.sees(COMPOSER, ({ value }) => value === 'Dear @Ben ');
    await ada.driver.type('see :tada: ');
    await ada.sees(COMPOSER, ({ value }) => value === 'Dear @Ben see 🎉 ');
    await ada.driver.press('Enter');
    await ada.sees({ css: '.mention', in: message('Dear') }, ({ text }) => text === '@Ben');
  });

  test('links, code, lists and tables are rendered', async ({ scene }) => {
    const { ada, ben, network, room } = scene;
    await enter(ada, network.origin, room);
    await ben.say(
      [
        'See https://example.com/a_(b) and **bold**:',
        '```js\nconst answer = 42; // why\n```',
        '- one\n- two',
        '> quoted',
      ].join('\n\n'),
    );
    const within = message('See https');
    await ada.sees(
      { css: 'a', in: within },
      ({ attributes }) => attributes['href'] === 'https://example.com/a_(b)',
    );
    await ada.sees({ css: 'strong', in: within }, ({ text }) => text === 'bold');
    await ada.sees({ css: 'pre', in: within }, ({ text }) => text.includes('const answer = 42;'));
    await ada.sees({ css: 'li', in: within }, ({ text }) => text === 'two');
    await ada.sees({ css: 'blockquote', in: within }, ({ text }) => text === 'quoted');
  });

  test('an answer grows piece by piece, and ends', async ({ scene: { ada, network, room } }) => {
    await enter(ada, network.origin, room);
    await ada.driver.evaluate(() => {
      const lengths: number[] = [];
      Object.assign(window, { lengths });
      new MutationObserver(() => {
        const length = document.querySelector('.answer .text')?.textContent?.length ?? 0;
        if (length > 0 && length !== lengths.at(-1)) lengths.push(length);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await write(ada, '@assistant connect ');
    await ada.driver.press('Enter');
    await ada.sees({ css: '.answer[data-state="done"]' }, ({ text }) => text.length > 300);
    const lengths = await ada.driver.evaluate(
      () => (window as unknown as { lengths: number[] }).lengths,
    );
    expect(lengths.length, 'visible pieces').toBeGreaterThan(3);
  });

  test('over plain HTTP an answer is stopped and asked for again', async ({ scene }) => {
    const { ada, network, room } = scene;
    network.prelude += PLAIN_HTTP;
    await enter(ada, network.origin, room);
    // Stops it from inside the page: on a busy machine the answer ends before the driver has clicked.
    await ada.driver.evaluate(() => {
      new MutationObserver((_, observer) => {
        const stop = document.querySelector<HTMLElement>('.answer[data-state="running"] button');
        if (stop === null) return;
        observer.disconnect();
        stop.click();
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await write(ada, '@assistant connect ');
    await ada.driver.press('Enter');
    await ada.click({ css: '.answer[data-state="stopped"] button' });
    await ada.sees({ css: '.answer[data-state="done"]' });
  });

  test('what one reads stays where it is', async ({ scene }) => {
    const { ada, ben, network, room } = scene;
    for (let n = 1; n < 130; n++)
      ben.sendMessage(`word-${n}${' and more of it'.repeat((n * 7) % 13)}`);
    await ben.say('word-130');
    await enter(ada, network.origin, room);
    await ada.sees(message('word-130'));
    await atRest(ada);
    expect(await belowView(ada), 'opens at the newest message').toBeLessThanOrEqual(1);

    const older = await drift(ada, 0, async () => {
      await ada.sees(message('word-75'));
    });
    expect(older, 'older messages load above').toBeLessThanOrEqual(1);
    const newer = await drift(ada, null, async () => {
      await ben.say('Something new');
      await ada.sees({ css: 'button', name: '1 new message' });
    });
    expect(newer, 'a new message arrives below').toBeLessThanOrEqual(1);
    await ada.click({ css: 'button', name: '1 new message' });
    await ada.sees(message('Something new'));
    await ada.sees(LOG);
  });

  test('unsent messages survive a reload, and are sent once', async ({ scene }) => {
    const { ada, ben, network, room } = scene;
    // On a busy machine WebKit takes seconds to create a site's first database, and the page does not
    // wait for it.
    await ada.driver.goto(network.serve('/empty', { html: '<!doctype html>' }));
    await ada.driver.evaluate(makeDatabase);
    await enter(ada, network.origin, room);
    await say(ada, 'word-0');
    network.block('offline');
    for (const word of ['word-1', 'word-2']) {
      await write(ada, word);
      await ada.driver.press('Enter');
      await ada.sees(waiting(word));
    }
    await ada.finds(
      'what waits is stored',
      () => ada.driver.evaluate(stored),
      (text) => {
        return text.includes('"word-2"');
      },
    );
    await ada.driver.reload();
    await ada.sees(waiting('word-2'));
    network.block();
    await wake(scene);
    await ada.seesNone({ css: '[data-status]' });
    await expectWords(ada, ['word-0', 'word-1', 'word-2']);
    await ben.expectSeen('word-2');
    expect(ben.recorded.frames.filter(({ type }) => type === 'message')).toHaveLength(3);
  });

  for (const [what, status, blocked] of [
    ['server-sent events', 'Connected without WebSockets', ['sockets']],
    ['long polls', 'Slow connection', ['sockets', 'streams']],
    ['short polls', 'Slow connection', ['sockets', 'streams', 'waiting polls']],
  ] as const)
    test(`people chat by ${what}`, async ({ scene: { ada, ben, network, room } }) => {
      network.block(...blocked);
      await enter(ada, network.origin, room);
      await ada.sees({ css: '.status', text: status });
      await say(ada, 'word-1');
      await ben.expectSeen('word-1');
      await ben.say('word-2');
      await ada.sees(message('word-2'));
      await say(ada, 'word-3');
      await expectWords(ada, ['word-1', 'word-2', 'word-3']);
    });

  test('with storage denied, people can still chat', async ({ scene }) => {
    const { ada, ben, network, room } = scene;
    network.prelude += DENY_STORAGE;
    await enter(ada, network.origin, room);
    await say(ada, 'word-1');
    await ben.expectSeen('word-1');
    network.block('offline');
    await write(ada, 'word-2');
    await ada.driver.press('Enter');
    await ada.sees({ css: '.waits', text: 'lost if you reload' });
    network.block();
    await wake(scene);
    await ada.seesNone({ css: '[data-status]' });
    await ben.expectSeen('word-2');
  });

  for (const [what, policy] of [
    ['under the strictest policy', STRICT],
    ['in a document without an origin or storage', () => 'sandbox allow-scripts allow-forms'],
  ] as const)
    test(`the widget works ${what}`, async ({ scene: { ada, ben, network, room } }) => {
      const page = { html: host(room), policy: policy(network.origin) };
      await ada.driver.goto(network.serve('/bakery', page));
      await ada.click(LAUNCHER);
      await ada.sees(PANEL, ({ width, height }) => width === 384 && height === 640);
      await takeName(ada);
      await say(ada, 'Is there rye?');
      await ben.expectSeen('Is there rye?');
      await ben.say('There is, with **seeds**.');
      await ada.sees({ css: 'strong', in: message('There is') });
      await act(ada, 'rye', 'e');
      await ada.sees(COMPOSER, ({ value }) => value === 'Is there rye?');
      await ada.driver.press('Escape');
      await ada.sees(COMPOSER, ({ value }) => value === '');
      await ada.driver.press('Escape');
      await ada.seesNone(PANEL);
      await ada.sees(LAUNCHER, ({ focused }) => focused);
    });

  test('the widget’s button shows what was missed, and the panel opens at it', async ({
    scene,
  }) => {
    const { ada, ben, network, room } = scene;
    await ada.driver.goto(network.serve('/bakery', { html: host(room) }));
    await ada.click(LAUNCHER);
    await takeName(ada);
    await ada.driver.press('Escape');
    await ada.seesNone(PANEL);
    const { token } = await session(network.origin, 'Cleo');
    await fetch(`${network.origin}/api/rooms/${room}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ text: 'Anyone?' }),
    });
    await ben.expectSeen('Anyone?');
    await ada.sees(LAUNCHER, ({ attributes }) => attributes['data-unread'] === '1');
    await ada.click(LAUNCHER);
    await ada.sees(message('Anyone?'));
  });
}
