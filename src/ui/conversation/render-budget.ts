// How much of a conversation a browser lays out in one go. Most messages are a line or two and weigh
// nothing; of those as long as a message may be a few are a frame's work.
import type { Message } from '../../client/index.ts';

/** So many messages are drawn first, in one task. */
export const FIRST_MESSAGES = 6;
/** A text up to this length, in UTF-16 units, costs no more than its row. */
const LIGHT = 200;
/**
 * So many units beyond that are laid out in one task: one text as long as most rooms allow. In some
 * scripts it costs three times as much as in Latin letters.
 */
const PORTION = 4000;

/**
 * How many messages can be drawn in one task, counted from a place; at least one.
 * @param step 1 for those from `place` on, -1 for those before it.
 * @param most as many as there are, or as are wanted.
 */
export function renderableCount(
  messages: readonly Message[],
  place: number,
  step: 1 | -1,
  most: number,
): number {
  let weight = 0;
  for (let count = 0; count < most; count++) {
    const at = step > 0 ? place + count : place - 1 - count;
    weight += Math.max(0, (messages[at]?.text.length ?? 0) - LIGHT);
    if (weight > PORTION) return Math.max(1, count);
  }
  return most;
}
