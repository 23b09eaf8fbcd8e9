import type { OutboxEntry } from '../../../client/index.ts';
import type { AllWords } from '../../i18n/more-words/en.ts';

type Conditions = {
  /** Whether the room would take it now. */
  readonly live: boolean;
  /** Whether the room asked to wait. */
  readonly paused: boolean;
  /** Whether the browser stores what waits, as far as is known. */
  readonly durable: boolean;
};

/**
 * What to say about a message, or a change to one, that the room has not confirmed. "Sending" promises
 * that a reload keeps it, so until a message is stored, "Saving" is all that is said. Where the browser
 * stores nothing there is nothing to wait for, and the line above the composer says what a reload costs.
 * @param message the message; `null` for a change to one that the room has.
 */
export function deliveryText(
  message: Pick<OutboxEntry, 'kept'> | null,
  { live, paused, durable }: Conditions,
  { fates }: Pick<AllWords, 'fates'>,
): string {
  if (message && !message.kept && durable) return fates.change.going;
  const { queued, paused: waits, going } = message ? fates.message : fates.change;
  if (!live) return queued;
  return paused ? waits : going;
}
