import type { OutboxEntry } from '../../../client/index.ts';
import type { AllWords } from '../../i18n/more-words/en.ts';

type Conditions = {
  /** Whether the room is connected. */
  readonly live: boolean;
  /** Whether the room asked the client to wait. */
  readonly paused: boolean;
  /** Whether the browser stores the outbox, as far as is known. */
  readonly durable: boolean;
};

/**
 * The status of an unconfirmed message or change. "Sending" promises that a reload keeps the message, so
 * until it is stored the status is "Saving". If the browser stores nothing, there is nothing to wait for;
 * a line above the composer then warns that a reload loses the message.
 * @param message the message; `null` for a change to an existing one.
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
