import { expect, Person, saying, test, words } from './people.ts';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

test('the text and link of a message can be copied, and the link leads back to it', async ({
  testRoom,
}) => {
  await testRoom.act('Cleo', saying(['The one and only', ...words(1, 150)]));
  const ada = await testRoom.enter('Ada', clipboard);
  const copied = () => ada.page.evaluate(() => navigator.clipboard.readText());
  await ada.act('word-150', 'Copy text');
  await expect(ada.message('word-150').getByRole('status')).toHaveText('Copied');
  expect(await copied()).toBe('word-150');

  await expect(async () => {
    await ada.log.evaluate((log) => {
      log.scrollTop = 0;
    });
    await expect(ada.message('The one and only')).toBeAttached({ timeout: 50 });
  }).toPass({ intervals: [0] });
  await ada.act('The one and only', 'Copy link');
  await expect.poll(copied).toContain(`/r/${testRoom.room}#m=`);

  // A reader opens it, and follows another in the same page.
  const page = await testRoom.open();
  await page.goto(await copied());
  const found = page.locator('[data-found="true"]');
  await expect(found).toContainText('The one and only');
  await expect(found).toBeInViewport();
  await expect(found.getByRole('article')).toBeFocused();
  await ada.act('word-20', 'Copy link');
  await expect.poll(copied).toContain('#m=');
  await page.goto(await copied());
  await expect(found).toContainText('word-20');
  await expect(found).toBeInViewport();
});

test('a link to a missing message says so, and so does a denied clipboard', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', ['Here']);
  const page = await testRoom.open();
  await page.goto(`/r/${testRoom.room}#m=gone-1`);
  await expect(page.getByRole('alert')).toContainText('That message no longer exists.');
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('No.'));
  });
  await page.getByRole('article').hover();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy text' }).click();
  await expect(page.getByRole('alert')).toContainText('Couldn’t copy.');
});

test('a user who followed a quote returns to where they were', async ({ testRoom }) => {
  const [first] = await testRoom.act('Cleo', [{ type: 'message', text: 'Who brings the lamp?' }]);
  await testRoom.publish('Cleo', words(1, 40));
  await testRoom.act('Ben', [{ type: 'message', text: 'I do.', replyTo: first?.id }]);
  const ada = await testRoom.enter('Ada');
  await ada.message('I do.').getByRole('button', { name: /lamp/ }).click();
  await expect(ada.message('Who brings the lamp?').first()).toBeInViewport();
  const back = ada.page.getByRole('button', { name: 'Back' });
  await back.click();
  await expect(ada.message('I do.')).toBeInViewport();
  await expect(ada.message('I do.')).toBeFocused();
  await expect(back).toHaveCount(0);
});

test('the action bar of a message at the upper edge stays in view, and none follows the wheel', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', words(1, 60));
  const ada = await testRoom.enter('Ada');
  const bar = ada.page.getByRole('toolbar');
  const log = (await ada.log.boundingBox()) ?? { x: 0, y: 0 };
  const x = 60 + ((await ada.message('word-60').boundingBox())?.x ?? 0);
  let y = log.y;
  await expect(async () => {
    y += 4;
    await ada.page.mouse.move(x, y);
    await expect(bar).toHaveCount(1, { timeout: 50 });
  }).toPass({ intervals: [0] });
  await expect.poll(async () => (await bar.boundingBox())?.y).toBeGreaterThanOrEqual(log.y);
  // The rows that scroll past the pointer are not hovered.
  const bars = await ada.log.evaluateHandle((element) => {
    let made = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if ((node as Element).matches?.('.bar')) made++;
    }).observe(element, { childList: true, subtree: true });
    return () => made;
  });
  for (let i = 0; i < 5; i++) await ada.page.mouse.wheel(0, -120);
  await expect(bar).toHaveCount(0);
  expect(await bars.evaluate((count) => count())).toBe(0);
  await ada.page.mouse.move(x, log.y + 200, { steps: 4 });
  await expect(bar).toHaveCount(1);
});

test('tapping a message opens its action bar, and tapping another closes it', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', ['First', 'Second']);
  const ada = await testRoom.enter('Ada', {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 740 },
  });
  const bar = ada.page.getByRole('toolbar');
  await ada.message('Second').tap();
  await expect(bar).toHaveCount(1);
  const small = await bar
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, height }) => width < 40 || height < 40),
    );
  expect(small).toEqual([]);
  await ada.message('Second').locator('.text').tap();
  await expect(bar).toHaveCount(0);
  await ada.message('Second').tap();
  await bar.getByRole('button', { name: 'React', exact: true }).tap();
  await bar.getByRole('button', { name: 'React with 🎉' }).tap();
  await expect(ada.message('Second').locator('.reaction')).toHaveText('🎉 1');
});

test('the menu of a message covers the rows beside it, and stays below overlays of the list', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', words(1, 60));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-60')).toBeInViewport();
  // Scrolled up, so that the jump button covers part of the list.
  await ada.page.mouse.move(640, 300);
  await ada.page.mouse.wheel(0, -600);
  const pill = ada.page.getByRole('button', { name: 'Jump to latest' });
  await pill.waitFor();
  const isOnTop = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  for (let row = 24; row < 34; row++) {
    await ada.message(`word-${row}`).hover();
    const bar = ada.message(`word-${row}`).getByRole('toolbar');
    await bar.getByRole('button', { name: 'More actions' }).click();
    // Its popups cover the rows below, even of the next chunk.
    const last = bar.getByRole('menuitem').last();
    expect(await last.evaluate(isOnTop), `the menu of ${row}`).toBe(true);
    await ada.page.keyboard.press('Escape');
    await ada.page.keyboard.press('Escape');
  }
  // Even if the pointer rests in the chunk below, and the bar above it was opened by key.
  await ada.message('word-29').focus();
  await ada.page.keyboard.press('Enter');
  await ada.page.keyboard.press('End');
  await ada.page.keyboard.press('Enter');
  const below = ada.message('word-29').getByRole('menuitem').last();
  await ada.message('word-32').hover();
  expect(await below.evaluate(isOnTop), 'next to another').toBe(true);
  const { x, y } = (await pill.boundingBox()) ?? { x: 0, y: 0 };
  await ada.page.mouse.move(x - 60, y + 10);
  expect(await pill.evaluate(isOnTop), 'the jump button').toBe(true);
});

test('a link to an old message costs one request, and the user continues from it or jumps to the newest', async ({
  testRoom,
}) => {
  const said = await testRoom.act('Cleo', saying(words(1, 400)));
  const page = await testRoom.open();
  const ada = new Person(page);
  await page.goto(`/r/${testRoom.room}`);
  await ada.takeName('Ada');
  await ada.say('word-401');
  await ada.settled();
  const pages: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.endsWith('/messages')) pages.push(search);
  });

  await page.goto(`/r/${testRoom.room}#m=${said[99]?.id}`);
  const target = ada.message('word-100');
  await expect(target).toBeInViewport();
  await expect(target).toBeFocused();
  expect(pages[0]).toBe(`?around=${said[99]?.id}`);
  expect(pages.length).toBeLessThanOrEqual(3);

  // New messages stay out meanwhile, and are reported.
  await testRoom.publish('Cleo', ['word-402']);
  await expect(page.getByRole('button', { name: '1 new message' })).toBeVisible();
  expect(await ada.words()).not.toContain('word-402');
  await expect(target).toBeInViewport();

  // On to the messages that followed, as far as one likes.
  await expect(async () => {
    await ada.log.evaluate((log) => log.scrollBy(0, 2000));
    await expect(ada.message('word-200')).toBeAttached({ timeout: 200 });
  }).toPass();
  const shown = await ada.words();
  const first = Number(shown[0]?.slice('word-'.length));
  expect(shown).toEqual(words(first, first + shown.length - 1));

  await page.getByRole('button', { name: '1 new message' }).click();
  await expect(ada.message('word-402')).toBeInViewport();

  // Sending leads to the newest as well.
  await page.evaluate((id) => {
    location.hash = `m=${id}`;
  }, said[9]?.id);
  await expect(ada.message('word-10').first()).toBeInViewport();
  await ada.say('word-403');
  await expect(ada.message('word-403')).toBeInViewport();
  await expect(ada.message('word-402')).toBeInViewport();
});

/** Whether the bar covers a character of another message's text. */
const coversOthers = (bar: Element): boolean => {
  const own = bar.closest('.message');
  const at = bar.getBoundingClientRect();
  const others = [...document.querySelectorAll('.message .text')].filter(
    (text) => text.closest('.message') !== own,
  );
  return others.some((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()].some(
      ({ left, right, top, bottom }) =>
        left < at.right && right > at.left && top < at.bottom && bottom > at.top,
    );
  });
};

for (const { width, above } of [
  { width: 1280, above: false },
  { width: 384, above: true },
])
  test(`the action bar of a message covers no text of the one above, at ${width} px`, async ({
    testRoom,
  }) => {
    const long = Array.from({ length: 30 }, (_, i) => `word-${i}`).join(' ');
    await testRoom.publish('Cleo', [`First ${long}`, 'Second', `Third ${long}`, `Fourth ${long}`]);
    const ada = await testRoom.enter('Ada', { viewport: { width, height: 1400 } });
    await ada.say(`Fifth ${long}`);
    await ada.say('Sixth');
    await ada.settled();
    for (const text of ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth']) {
      await ada
        .message(text)
        .locator('.text')
        .hover({ position: { x: 5, y: 12 } });
      const bar = ada.message(text).getByRole('toolbar');
      await expect(bar).toBeInViewport({ ratio: 1 });
      const row = await ada.message(text).boundingBox();
      const top = (await bar.boundingBox())?.y ?? 0;
      // On a narrow screen it may cover the message below, which is read later.
      const covers = above ? top < (row?.y ?? 0) - 5 : await bar.evaluate(coversOthers);
      expect(covers, text).toBe(false);
      await ada.page.mouse.move(0, 0);
    }
  });
