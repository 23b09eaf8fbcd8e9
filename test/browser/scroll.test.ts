import type { Locator, Route } from '@playwright/test';
import { MOST } from '../../src/ui/conversation/message-window.ts';
import { scale } from '../support/scale.ts';
import { show } from './gallery.ts';
import { expect, Person, saying, test, words } from './people.ts';
import { atRest, scrollTo } from './scrolling.ts';

/** Several times as many messages as the document holds. */
const MANY = scale(3 * MOST, 10 * MOST);

/** The message in the middle of the view, wherever its row will be later. */
async function reading(person: Person): Promise<Locator> {
  const key = await person.log.evaluate((log) => {
    const { top, height } = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll<HTMLElement>('[data-key]')];
    return rows.find((row) => row.getBoundingClientRect().top >= top + height / 3)?.dataset['key'];
  });
  return person.page.locator(`[data-key="${key}"]`);
}

const topOf = (row: Locator): Promise<number> =>
  row.evaluate((element) => element.getBoundingClientRect().top);

/** By how many pixels the content in view moves meanwhile. */
async function drift(person: Person, meanwhile: () => Promise<void>): Promise<number> {
  const row = await reading(person);
  const before = await topOf(row);
  await meanwhile();
  await atRest(person);
  return Math.abs((await topOf(row)) - before);
}

const long = (from: number, to: number): string[] =>
  words(from, to).map((word, i) => `${word} ${'and some more of it '.repeat((i * 7) % 13)}`);

const loaded = (person: Person): Promise<number> => person.page.locator('[data-key]').count();

for (const top of [0, 200])
  test(`older messages that load at scrollTop ${top} move nothing`, async ({ testRoom }) => {
    await testRoom.act('Cleo', saying(long(1, 130)));
    const page = await testRoom.open();
    const requests: Route[] = [];
    await page.route(/messages\?/, (route) => void requests.push(route));
    await page.goto(`/r/${testRoom.room}`);
    const ada = new Person(page);
    await ada.takeName('Ada');
    await expect(ada.message('word-130')).toBeInViewport();
    // All of the newest page, which is more than a view.
    await expect.poll(() => loaded(ada)).toBe(50);
    expect(requests).toHaveLength(0);
    await scrollTo(ada, top);
    await expect.poll(() => requests.length).toBe(1);
    const moved = await drift(ada, async () => {
      await requests[0]?.continue();
      await expect.poll(() => loaded(ada)).toBeGreaterThan(50);
    });
    expect(moved).toBeLessThanOrEqual(1);
  });

test('changing images, edits and windows do not move what is being read', async ({ testRoom }) => {
  const said = await testRoom.act(
    'Cleo',
    long(1, 45).map((text) => ({ type: 'message', text })),
  );
  const ada = await testRoom.enter('Ada', { viewport: { width: 800, height: 700 } });
  await expect(ada.message('word-45')).toBeInViewport();
  await ada.log.hover();
  await ada.page.mouse.wheel(0, -900);
  await atRest(ada);
  const row = await reading(ada);
  const key = await row.getAttribute('data-key');
  const at = said.findIndex(({ id }) => id === key);

  for (const [where, index] of [
    ['above', at - 6],
    ['right above', at - 1],
    ['below', at + 3],
  ] as const) {
    const id = said[index]?.id ?? '';
    const text = `Longer ${'and longer '.repeat(60)}`;
    const grows = await drift(ada, async () => {
      await testRoom.act('Cleo', [{ type: 'edit', id, text }]);
      await expect(ada.page.locator(`[data-key="${id}"]`)).toContainText('Longer');
    });
    expect(grows, `a message grows ${where}`).toBeLessThanOrEqual(1);
  }

  const image = await drift(ada, () =>
    ada.page.evaluate(
      (key) => {
        // As an image does that is measured once it has loaded.
        const late = document.createElement('canvas');
        late.width = 300;
        late.height = 333;
        document.querySelector(`[data-key="${key}"] .text`)?.append(late);
      },
      said[at - 2]?.id,
    ),
  );
  expect(image, 'a late image').toBeLessThanOrEqual(1);

  const narrower = await drift(ada, () => ada.page.setViewportSize({ width: 420, height: 500 }));
  expect(narrower, 'another window size').toBeLessThanOrEqual(1);
});

for (const state of ['conversation', 'panel'])
  test(`a user at the newest message stays there through any resize (${state})`, async ({
    testRoom,
  }) => {
    const page = await testRoom.open({ viewport: { width: 1280, height: 800 } });
    await show(page, state);
    const log = page.getByRole('log');
    const below = () =>
      log.evaluate((it) => Math.round(it.scrollHeight - it.clientHeight - it.scrollTop));
    // Including rotated phones, and the widths at which the chat fills the page.
    for (const [width, height] of [
      [360, 740],
      [740, 360],
      [1280, 800],
      [470, 800],
      [500, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(below, `${width} × ${height}`).toBe(0);
      await expect(page.getByRole('button', { name: 'Jump to latest' })).toHaveCount(0);
    }
  });

test('what one reads stays in view when a phone is rotated, and returns when it is rotated back', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', long(1, 60));
  const ada = await testRoom.enter('Ada', { viewport: { width: 360, height: 740 } });
  await expect(ada.message('word-60')).toBeInViewport();
  await scrollTo(ada, 2000);
  const row = await reading(ada);
  const before = await topOf(row);
  await ada.page.setViewportSize({ width: 740, height: 360 });
  await atRest(ada);
  await expect(row).toBeInViewport();
  await ada.page.setViewportSize({ width: 360, height: 740 });
  await atRest(ada);
  expect(Math.abs((await topOf(row)) - before)).toBeLessThanOrEqual(1);
});

test('scrolling up a little stops following', async ({ testRoom }) => {
  await testRoom.publish('Cleo', words(1, 40));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-40')).toBeInViewport();
  await ada.log.hover();
  await ada.page.mouse.wheel(0, -30);
  await atRest(ada);
  const moved = await drift(ada, async () => {
    await testRoom.publish('Ben', ['word-41', 'word-42']);
    await expect(ada.page.getByRole('button', { name: '2 new messages' })).toBeVisible();
  });
  expect(moved).toBeLessThanOrEqual(1);
  await ada.page.mouse.wheel(0, 5000);
  await testRoom.publish('Ben', ['word-43']);
  await expect(ada.message('word-43')).toBeInViewport();
});

test('rows inserted above do not pull back a user who has just scrolled on', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', long(1, 130));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-130')).toBeInViewport();
  // A page of earlier ones is there then, and most of it not yet in the document.
  await scrollTo(ada, 0);
  const rows = await loaded(ada);
  // On by 300 px between the scroll that requests more and its arrival.
  const moved = await ada.log.evaluate(async (log) => {
    log.scrollTop = 100;
    await new Promise((told) => log.addEventListener('scroll', told, { once: true }));
    await new Promise(requestAnimationFrame);
    log.scrollTop = 400;
    const { top } = log.getBoundingClientRect();
    const row = [...log.querySelectorAll('[data-key]')].find(
      (one) => one.getBoundingClientRect().top > top + 100,
    );
    const before = row?.getBoundingClientRect().top ?? 0;
    await new Promise((come) =>
      new MutationObserver(come).observe(log, { childList: true, subtree: true }),
    );
    await new Promise(requestAnimationFrame);
    const come = log.querySelectorAll('[data-key]').length;
    return { come, by: (row?.getBoundingClientRect().top ?? 0) - before };
  });
  expect(moved.come).toBeGreaterThan(rows);
  expect(Math.abs(moved.by)).toBeLessThanOrEqual(1);
});

test('however many messages there are, a few hundred are rows, and every one can be reached', async ({
  testRoom,
}) => {
  test.slow();
  const said = await testRoom.act('Cleo', [
    { type: 'message', text: 'word-1' },
    ...words(2, MANY).map((text) => ({ type: 'message', text })),
  ]);
  await testRoom.act('Cleo', [{ type: 'message', text: 'The very first?', replyTo: said[0]?.id }]);
  const ada = await testRoom.enter('Ada');
  await ada
    .message('The very first?')
    .getByRole('button', { name: /word-1/ })
    .click();
  const found = ada.page.locator('[data-found="true"]');
  await expect(found).toContainText('word-1', { timeout: 30_000 });
  await expect(found).toBeInViewport();
  await atRest(ada);
  expect(await loaded(ada)).toBeLessThanOrEqual(MOST);

  // The scrollbar dragged once: more loads until two screens of it are there.
  await scrollTo(ada, 1_000_000);
  const left = await ada.log.evaluate(
    (log) => (log.scrollHeight - log.scrollTop) / log.clientHeight - 1,
  );
  expect(left).toBeGreaterThanOrEqual(2);

  // Scrolling down again, past the edges of what is in the document.
  await ada.log.hover();
  const seen = new Set<string>();
  let most = 0;
  await expect(async () => {
    await ada.page.mouse.wheel(0, 3000);
    await atRest(ada);
    for (const word of await ada.words()) seen.add(word);
    most = Math.max(most, await loaded(ada));
    await expect(ada.message('The very first?')).toBeInViewport({ timeout: 50 });
  }).toPass({ intervals: [0], timeout: 60_000 });
  expect(most).toBeLessThanOrEqual(MOST);
  expect(seen.size).toBe(MANY);

  // From far away, one's own message leads straight to the end.
  await ada
    .message('The very first?')
    .getByRole('button', { name: /word-1/ })
    .click();
  await expect(found).toBeInViewport();
  await ada.say('Back at the end');
  await expect(ada.message('Back at the end')).toBeInViewport();
  expect(await loaded(ada)).toBeLessThanOrEqual(MOST);
});
