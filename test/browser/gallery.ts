import type { Page } from '@playwright/test';

/** Goes to a state of the gallery, and waits until it is reached. */
export async function show(page: Page, state: string): Promise<void> {
  await page.goto(`/states/${state}`);
  // Told at once, where `expect` looks again after half a second.
  await page.locator(`html[data-state="${state}"]`).waitFor();
}
