// What has to hold of whatever a person sees, in any state, on any screen, in any colours.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './people.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Asks axe. @param only the rules to ask about, where the rest was asked before. */
export async function expectAccessible(page: Page, only?: readonly string[]): Promise<void> {
  // In the page itself: the tests have no other frames, and a blank page for each answer is slow.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (only ? axe.withRules([...only]) : axe.withTags(RULES)).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** Whether everything fits and can be hit. */
export async function expectSoundGeometry(page: Page): Promise<void> {
  // A size that was just changed takes a moment to reach every part.
  await expect.poll(() => page.evaluate(faultsOfGeometry)).toEqual([]);
}

function faultsOfGeometry(): string[] {
  const faults: string[] = [];
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`${scrollWidth - clientWidth} px to scroll sideways`);
  const nameOf = (element: Element) =>
    `${element.className || element.tagName} "${(element.textContent ?? '').slice(0, 30)}"`;
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  // The chat on somebody's page is in a tree of its own.
  const roots = [
    document,
    ...[...document.querySelectorAll('*')].flatMap((at) => at.shadowRoot ?? []),
  ];
  const all = (selector: string) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);

  for (const target of all('button, a, input, textarea')) {
    // What stands in its own label is as large as that.
    const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
    // A link in a sentence is as high as its line.
    const inText = target.matches('.text a');
    if (isShown(target) && !inText && (width < 24 || height < 24))
      faults.push(`${nameOf(target)} is ${width} × ${height} px`);
  }
  // Somebody's page may go on below.
  const end = Math.max(clientHeight, scrollHeight);
  for (const part of all('.head, .foot, .log, .composer, .name-form, .status, .panel, #launcher')) {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const outside = left < -0.5 || right > clientWidth + 0.5 || top < -0.5 || bottom > end + 0.5;
    if (isShown(part) && outside) faults.push(`${nameOf(part)} leaves the screen`);
  }
  for (const part of all('.message article, .bar, .quote, .reactions, .day, .people')) {
    const { left, right } = part.getBoundingClientRect();
    if (isShown(part) && (left < -0.5 || right > clientWidth + 0.5))
      faults.push(`${nameOf(part)} is cut off at the side`);
  }
  return faults;
}
