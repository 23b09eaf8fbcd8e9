// How code and growing answers look, in states of the gallery.
import { AxeBuilder } from '@axe-core/playwright';
import { show, test } from './gallery.ts';
import { expect } from './people.ts';

for (const state of ['answer-writing', 'answer-code'])
  test(`an answer in progress has one caret (${state})`, async ({ gallery: page }) => {
    await show(page, state);
    const carets = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('.answer[data-state="running"] .text *')].filter(
            (element) => getComputedStyle(element, '::after').borderInlineStartStyle === 'solid',
          ).length,
      );
    await expect.poll(carets).toBe(1);
  });

test('the label of a code block is legible on one’s own message', async ({ gallery: page }) => {
  await show(page, 'rich');
  const head = page.locator('.code-head').first();
  await expect(head).toContainText('ts');
  await head.evaluate((label) => {
    label.closest<HTMLElement>('.message')?.setAttribute('data-own', 'true');
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await new AxeBuilder({ page })
      .include('.message[data-own="true"] .code-head')
      .withRules(['color-contrast'])
      .analyze();
    expect(violations.map(({ nodes }) => nodes[0]?.failureSummary)).toEqual([]);
    expect(passes).toHaveLength(1);
  }
});
