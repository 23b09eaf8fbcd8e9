import type { Visitor } from './visitor.ts';

/** Waits until the list has stopped moving. */
export const atRest = ({ driver }: Visitor): Promise<void> =>
  driver.evaluate(async () => {
    const log = document.querySelector('.log');
    let steady = 0;
    for (let last = ''; steady < 3; ) {
      await new Promise(requestAnimationFrame);
      const now = `${log?.scrollTop} ${log?.scrollHeight}`;
      steady = now === last ? steady + 1 : 0;
      last = now;
    }
  });

/** How many pixels of the list are below the view. */
export const belowView = ({ driver }: Visitor): Promise<number> =>
  driver.evaluate(() => {
    const log = document.querySelector('.log');
    return log ? log.scrollHeight - log.clientHeight - log.scrollTop : Number.NaN;
  });

/**
 * By how many pixels the content in view moves meanwhile.
 * @param top where to scroll to before; null does not scroll.
 */
export async function drift(
  visitor: Visitor,
  top: number | null,
  meanwhile: () => Promise<void>,
): Promise<number> {
  const key = await visitor.driver.evaluate((to) => {
    const log = document.querySelector('.log');
    if (!log) return '';
    if (to !== null) log.scrollTop = to;
    const box = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll<HTMLElement>('[data-key]')];
    const read = rows.find((row) => row.getBoundingClientRect().top >= box.top + box.height / 3);
    return read?.dataset['key'] ?? '';
  }, top);
  const topOf = () =>
    visitor.driver.evaluate(
      (wanted) => document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top,
      key,
    );
  const before = await topOf();
  await meanwhile();
  await atRest(visitor);
  const after = await topOf();
  return before === undefined || after === undefined ? Number.NaN : Math.abs(after - before);
}
