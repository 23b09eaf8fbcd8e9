import type { OnCommitted } from '../log/committed-entry.ts';
import { attempt } from '../turn.ts';

/**
 * The only way to react to the log. Every entry is published in the synchronous turn that writes it,
 * and the subscribers are called then, in the order in which they subscribed. A subscriber may write
 * an entry of its own, which is published before the next subscriber is called. The entry is written,
 * so a subscriber that fails neither takes its `ack` nor keeps it from the others.
 */
export class CommittedEntries {
  readonly #subscribers: { readonly does: string; readonly onCommitted: OnCommitted }[] = [];

  /** @param does what it does, for the log where it fails. */
  subscribe(does: string, onCommitted: OnCommitted): void {
    this.#subscribers.push({ does, onCommitted });
  }

  readonly publish: OnCommitted = (entry) => {
    for (const { does, onCommitted } of this.#subscribers) attempt(does, () => onCommitted(entry));
  };
}
