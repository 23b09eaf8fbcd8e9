// The gallery of states, for tests that look at one after another.
import type { BrowserContext, Page } from '@playwright/test';
import { forget, keepProcesses } from './contexts.ts';
import { complaintsOf, expect, test as inHouse } from './people.ts';

/** Opens a state of the gallery, and waits until it is reached. */
export async function show(page: Page, state: string): Promise<void> {
  await page.goto(`/states/${state}`);
  // Notices it at once, while `expect` would poll again after half a second.
  await page.locator(`html[data-state="${state}"]`).waitFor();
}

/**
 * `gallery` is a page without motion, as on a first visit. The pages of a worker share a browser
 * context: one for each would take as long as the test itself.
 */
export const test = inHouse.extend<{ gallery: Page }, { shared: BrowserContext }>({
  shared: [
    async ({ browser }, use, { project }) => {
      const { baseURL = '', locale = '' } = project.use;
      const motion = { reducedMotion: 'reduce', timezoneId: 'UTC' } as const;
      const context = await browser.newContext({ baseURL, locale, ...motion });
      await keepProcesses(context, baseURL);
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  gallery: async ({ shared, baseURL }, use) => {
    const page = await shared.newPage();
    await forget(page, baseURL ?? '');
    const complaints = complaintsOf(page, baseURL);
    await use(page);
    await page.close();
    expect(complaints, 'unexpected errors and requests').toEqual([]);
  },
});
