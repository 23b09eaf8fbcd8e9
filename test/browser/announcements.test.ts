import type { Page } from '@playwright/test';
import { expect, test, words } from './people.ts';

type Spoken = { text: string; at: number; by: string };
declare global {
  interface Window {
    spoken: Spoken[];
  }
}

/** Records what a screen reader would read out from now on. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.spoken = [];
    const regions = document.querySelectorAll(
      '.unseen[role="status"], [role="alert"], [role="log"]',
    );
    for (const region of regions) {
      const by = region.role ?? '';
      // A log that is off is never read out, whatever happens in it.
      if (region.getAttribute('aria-live') === 'off') continue;
      new MutationObserver(() => {
        const text = region.textContent ?? '';
        if (text !== '') window.spoken.push({ text, at: performance.now(), by });
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });

const spoken = (page: Page): Promise<string[]> =>
  page.evaluate(() => window.spoken.map(({ text, by }) => `${by}: ${text}`));

test('messages are announced once, several as a number, and never two within a second', async ({
  testRoom,
}) => {
  await testRoom.publish('Ben', ['Before']);
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('Before')).toBeVisible();
  await listen(ada.page);
  await testRoom.publish('Ben', ['Hello Ada']);
  await expect.poll(() => spoken(ada.page)).toEqual(['status: Ben: Hello Ada']);
  await testRoom.act(
    'Ben',
    words(1, 50).map((text) => ({ type: 'message', text })),
  );
  await expect
    .poll(() => spoken(ada.page))
    .toEqual(['status: Ben: Hello Ada', 'status: 50 new messages']);
  await testRoom.publish('Ben', ['Well?']);
  await expect.poll(() => spoken(ada.page)).toHaveLength(3);
  // The same text again is a new announcement.
  await testRoom.publish('Ben', ['Well?']);
  await expect.poll(() => spoken(ada.page)).toHaveLength(4);
  const texts = (await spoken(ada.page)).map((text) => text.trim());
  expect(texts.slice(2)).toEqual(['status: Ben: Well?', 'status: Ben: Well?']);
  const at = await ada.page.evaluate(() => window.spoken.map((one) => one.at));
  const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThan(950);
});

test('old and own messages are not announced, and errors are announced at once', async ({
  testRoom,
}) => {
  await testRoom.publish('Cleo', words(1, 120));
  const ada = await testRoom.enter('Ada');
  await expect(ada.message('word-120')).toBeInViewport();
  await listen(ada.page);
  const before = await ada.page.locator('[data-key]').count();
  await ada.log.evaluate((log) => {
    log.scrollTop = 0;
  });
  await expect.poll(() => ada.page.locator('[data-key]').count()).toBeGreaterThan(before);
  await ada.say('My own');
  await ada.settled();
  // The next announcement shows that none was pending before it.
  await testRoom.publish('Ben', ['The first news']);
  await expect.poll(() => spoken(ada.page)).toEqual(['status: Ben: The first news']);

  await ada.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('No.'));
  });
  await ada.act('The first news', 'Copy text');
  await expect
    .poll(() => spoken(ada.page))
    .toContain('alert: Couldn’t copy. Select the text and copy it instead.');
});
