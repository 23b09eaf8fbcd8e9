// What has to hold of everything on screen, in any state, on any screen, in any colors.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect } from './people.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The part of `axe.run`'s input and output that is used here. */
type Axe = {
  run(
    context: Document,
    how: {
      resultTypes: readonly string[];
      runOnly: { type: 'rule' | 'tag'; values: readonly string[] };
    },
  ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

const AXE = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Runs axe. @param only the rules to check, if the rest was checked before. */
export async function expectAccessible(page: Page, only?: readonly string[]): Promise<void> {
  // Its builder would inject it into the page each time, which takes longer than the check.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const found = await axe.run(document, { resultTypes: ['violations'], runOnly });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    { type: only ? ('rule' as const) : ('tag' as const), values: only ?? RULES },
  );
  expect(violations).toEqual([]);
}

/** Whether everything fits and can be hit. */
export async function expectSoundGeometry(page: Page): Promise<void> {
  // A changed size takes a moment to reach every part.
  await expect.poll(() => page.evaluate(faultsOfGeometry)).toEqual([]);
}

function faultsOfGeometry(): string[] {
  const faults: string[] = [];
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`${scrollWidth - clientWidth} px to scroll sideways`);
  const nameOf = (element: Element) =>
    `${element.className || element.tagName} "${(element.textContent ?? '').slice(0, 30)}"`;
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  // The embedded chat is in a shadow tree.
  const roots = [
    document,
    ...[...document.querySelectorAll('*')].flatMap((at) => at.shadowRoot ?? []),
  ];
  const all = (selector: string) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);

  for (const target of all('button, a, input, textarea')) {
    // An input within a label is as large as the label.
    const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
    // A link in a sentence is as high as its line.
    const inText = target.matches('.text a');
    if (isShown(target) && !inText && (width < 24 || height < 24))
      faults.push(`${nameOf(target)} is ${width} × ${height} px`);
  }
  // The host page may continue below.
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

/** Whether the focused element is visible: nothing covers it, and it has a focus ring. */
export async function expectFocusSeen(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(faultOfFocus)).toBeNull();
}

function faultOfFocus(): string | null {
  // The embedded chat is in a shadow tree.
  const outer = document.activeElement;
  const root = outer?.shadowRoot ?? document;
  const focused = root.activeElement;
  if (!focused || focused === document.body) return 'nothing has the focus';
  const { left, top, right, bottom } = focused.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const hit = root.elementFromPoint(x, y);
  if (!hit || !(focused.contains(hit) || hit.contains(focused))) return 'something lies over it';
  const ringed = focused.closest('.field') ?? focused;
  return getComputedStyle(ringed).outlineStyle === 'none' ? 'it has no ring' : null;
}
