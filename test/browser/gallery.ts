// The gallery of states, for tests that look at one after another.
import type { Page } from '@playwright/test';
import { complaintsOf, expect, test as inHouse } from './people.ts';

/** Goes to a state of the gallery, and waits until it is reached. */
export async function show(page: Page, state: string): Promise<void> {
  await page.goto(`/states/${state}`);
  // Told at once, where `expect` looks again after half a second.
  await page.locator(`html[data-state="${state}"]`).waitFor();
}

type Opened = {
  readonly page: Page;
  readonly complaints: string[];
  /** Takes away what a test has left with the browser. */
  readonly forget: () => Promise<void>;
};

/**
 * `gallery` is one page for all tests of a worker, without motion and as if nobody had been there: a
 * browser context for each would take as long as what is looked at.
 */
export const test = inHouse.extend<{ gallery: Page }, { opened: Opened }>({
  opened: [
    async ({ browser }, use, { project }) => {
      const { baseURL = '', locale = '' } = project.use;
      const motion = { reducedMotion: 'reduce', timezoneId: 'UTC' } as const;
      const context = await browser.newContext({ baseURL, locale, ...motion });
      const page = await context.newPage();
      const devTools = await context.newCDPSession(page);
      await use({
        page,
        complaints: complaintsOf(page, baseURL),
        async forget() {
          // Away first: who leaves may keep a draft.
          await page.goto('about:blank');
          await page.emulateMedia({ colorScheme: null, forcedColors: null });
          const all = { origin: baseURL, storageTypes: 'all' };
          await devTools.send('Storage.clearDataForOrigin', all);
        },
      });
      await context.close();
    },
    { scope: 'worker' },
  ],
  gallery: async ({ opened: { page, complaints, forget } }, use) => {
    await use(page);
    await forget();
    expect(complaints.splice(0), 'what the page did behind its visitor’s back').toEqual([]);
  },
});
