// What has not been read yet, as the views show it: how much, and where it begins.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Chat, Message } from '../client/index.ts';
import type { Unread as Counted, UnreadCount } from '../client/unread.ts';

export class Unread {
  /** How many messages of others one has not seen; none while nobody counts. */
  readonly count: ReadonlySignal<number>;
  /** The seq behind which the list draws the line; `null` for no line. */
  readonly line: ReadonlySignal<number | null>;
  readonly #count = signal(0);
  readonly #line = signal<number | null>(null);
  #counter: UnreadCount | null = null;
  #first: Message | null = null;
  /** Up to where; `null` before anything was looked at. */
  #seen: number | null = null;
  #isFresh = true;

  constructor({ state, messages }: Pick<Chat, 'state' | 'messages'>) {
    this.count = this.#count;
    this.line = this.#line;
    state.subscribe(({ at }) => {
      // What is said meanwhile is to be found where one left off.
      if (at !== 'live') this.#isFresh = true;
      const newest = messages.get().at(-1)?.seq ?? 0;
      // A log that began anew.
      if (at === 'live' && newest < Math.max(this.#seen ?? 0, this.#line.peek() ?? 0)) {
        this.#seen = 0;
        this.clear();
      }
    });
  }

  /** Whether its reader has yet to begin where they left off. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** From now on it is counted. @returns ends that. */
  follow(counter: UnreadCount): () => void {
    this.#counter = counter;
    const tell = ({ count, first }: Counted) => {
      this.#first = first;
      this.#count.value = count;
      if (this.#isFresh) this.draw();
    };
    counter.unread.subscribe(tell);
    tell(counter.unread.get());
    const seen = this.#seen;
    // Where something is unread, its line moves what is in view, and that is told again.
    this.#seen = null;
    if (seen !== null && !this.#first) this.seen(seen);
    return counter.end;
  }

  /** Somebody has seen everything up to this seq; 0 where there is nothing to see. */
  seen(seq: number): void {
    if (this.#seen !== null && seq <= this.#seen) {
      if (!this.#first) this.#isFresh = false;
      return;
    }
    this.#seen = seq;
    if (this.#counter) this.#read(seq);
  }

  /** Draws the line where one left off, if there is something unread and no line yet. */
  draw(): void {
    if (this.#first) this.#line.value ??= this.#first.seq - 1;
  }

  /** Takes the line away: its reader is through. */
  clear(): void {
    this.#line.value = null;
  }

  #read(seq: number): void {
    this.#isFresh = false;
    this.#counter?.read(seq);
  }
}
