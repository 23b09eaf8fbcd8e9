// The unread messages as the views show them: their count, and where the divider is.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Chat, Message } from '../../client/index.ts';
import type { Unread as Counted, UnreadCount } from '../../client/unread.ts';

export class Unread {
  /** The number of unread messages of others; 0 before counting starts. */
  readonly count: ReadonlySignal<number>;
  /** The seq after which the list shows the divider; `null` for none. */
  readonly line: ReadonlySignal<number | null>;
  readonly #count = signal(0);
  readonly #line = signal<number | null>(null);
  #counter: UnreadCount | null = null;
  #first: Message | null = null;
  /** The seq after which the unread messages begin. */
  #after = 0;
  #epoch: string | undefined;
  /** The last seen seq; `null` before anything was seen. */
  #seen: number | null = null;
  #isFresh = true;

  constructor({ state }: Pick<Chat, 'state'>) {
    this.count = this.#count;
    this.line = this.#line;
    state.subscribe(({ at }) => {
      // Messages sent during the disconnect are shown from where the reader left off.
      if (at !== 'live' && this.#line.peek() === null) this.#isFresh = true;
    });
  }

  /** Whether the reader has yet to be brought to the divider. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** The reader closed the chat; they start at the divider when they return. */
  left(): void {
    this.clear();
    this.#isFresh = true;
  }

  /** The reader was brought to the divider. */
  begun(): void {
    this.#isFresh = false;
  }

  /** Starts counting. @returns stops it. */
  follow(counter: UnreadCount): () => void {
    this.#counter = counter;
    const tell = ({ count, first, more, after }: Counted) => {
      // The log was reset.
      if (after?.epoch !== this.#epoch) {
        this.#seen = null;
        this.clear();
      }
      this.#epoch = after?.epoch;
      this.#first = first;
      // Right above the first unread message, or the read position if that message is not loaded.
      if (first && after) this.#after = more ? after.seq : first.seq - 1;
      this.#count.value = count;
      if (this.#isFresh) this.draw();
    };
    const seen = this.#seen;
    counter.unread.subscribe(tell);
    tell(counter.unread.get());
    // If there are unread messages, the divider changes the view, which reports again.
    if (seen !== null && !this.#first) this.seen(seen);
    return counter.end;
  }

  /** Whether everything up to this seq was seen, so that nothing in view can be unread. */
  hasSeen(seq: number): boolean {
    return !this.#isFresh && !this.#first && this.#seen !== null && seq <= this.#seen;
  }

  /** The reader has seen everything up to this seq; 0 for an empty room. */
  seen(seq: number): void {
    const isKnown = this.#seen !== null && seq <= this.#seen;
    // After an identity change, seen messages may count as unread again.
    if (isKnown && !(this.#first && this.#first.seq <= seq)) {
      if (!this.#first) this.#isFresh = false;
      return;
    }
    this.#seen = seq;
    if (!this.#counter) return;
    this.#isFresh = false;
    this.#counter.read(seq);
  }

  /** Shows the divider at the read position, if there are unread messages and no divider yet. */
  draw(): void {
    if (this.#first) this.#line.value ??= this.#after;
  }

  /** Removes the divider: the reader is done. */
  clear(): void {
    this.#line.value = null;
  }
}
