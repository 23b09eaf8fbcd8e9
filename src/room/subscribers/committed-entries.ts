import type { OnCommitted } from '../log/committed-entry.ts';
import { attempt } from '../turn.ts';

/**
 * Publishes the entries of the log to subscribers; all code that reacts to new entries subscribes
 * here. Every entry is published in the synchronous turn that writes it, and the subscribers are
 * called in the order in which they subscribed. A subscriber may write an entry of its own, which
 * is published before the next subscriber is called. If a subscriber throws, the entry is still
 * acknowledged and the other subscribers are still called, because the entry is already written.
 */
export class CommittedEntries {
  readonly #subscribers: { readonly label: string; readonly onCommitted: OnCommitted }[] = [];

  /** @param label names the subscriber in the error log if it throws. */
  subscribe(label: string, onCommitted: OnCommitted): void {
    this.#subscribers.push({ label, onCommitted });
  }

  /** Calls all subscribers with an entry. */
  readonly publish: OnCommitted = (entry) => {
    for (const { label, onCommitted } of this.#subscribers)
      attempt(label, () => onCommitted(entry));
  };
}
