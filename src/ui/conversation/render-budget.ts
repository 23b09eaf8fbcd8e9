// How many messages can be laid out in one task. Short messages cost almost nothing; a few of the longest
// ones take a whole frame.
import type { Message } from '../../client/index.ts';

/** The number of messages that are rendered first, in one task. */
export const FIRST_MESSAGES = 6;
/** A text up to this length, in UTF-16 units, adds nothing to the cost of its row. */
const LIGHT = 200;
/**
 * The units beyond that per task: one text of the usual limit. Some scripts cost three times as much as
 * Latin.
 */
const PORTION = 4000;

/**
 * How many messages can be rendered in one task, counted from an index; at least one.
 * @param step 1 for messages from `place` on, -1 for those before it.
 * @param most the number of available or wanted messages.
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
