// What has not been read yet, as the views show it: how much, and where it begins.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Chat, Message } from '../../client/index.ts';
import type { Unread as Counted, UnreadCount } from '../../client/unread.ts';

export class Unread {
  /** How many messages of others one has not seen; none while nobody counts. */
  readonly count: ReadonlySignal<number>;
  /** The seq behind which the list draws the line; `null` for no line. */
  readonly line: ReadonlySignal<number | null>;
  readonly #count = signal(0);
  readonly #line = signal<number | null>(null);
  #counter: UnreadCount | null = null;
  #first: Message | null = null;
  /** The seq behind which the unread begins. */
  #after = 0;
  #epoch: string | undefined;
  /** Up to where; `null` before anything was looked at. */
  #seen: number | null = null;
  #isFresh = true;

  constructor({ state }: Pick<Chat, 'state'>) {
    this.count = this.#count;
    this.line = this.#line;
    state.subscribe(({ at }) => {
      // What is said meanwhile is to be found where one left off.
      if (at !== 'live' && this.#line.peek() === null) this.#isFresh = true;
    });
  }

  /** Whether its reader has yet to begin where they left off. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** They have gone, and begin anew when they come back. */
  left(): void {
    this.clear();
    this.#isFresh = true;
  }

  /** They were brought to the line, and go on from there as they like. */
  begun(): void {
    this.#isFresh = false;
  }

  /** From now on it is counted. @returns ends that. */
  follow(counter: UnreadCount): () => void {
    this.#counter = counter;
    const tell = ({ count, first, more, after }: Counted) => {
      // A log that began anew.
      if (after?.epoch !== this.#epoch) {
        this.#seen = null;
        this.clear();
      }
      this.#epoch = after?.epoch;
      this.#first = first;
      // Right above the first of others' words; where that is yet to be loaded, where one left off.
      if (first && after) this.#after = more ? after.seq : first.seq - 1;
      this.#count.value = count;
      if (this.#isFresh) this.draw();
    };
    const seen = this.#seen;
    counter.unread.subscribe(tell);
    tell(counter.unread.get());
    // Where something is unread, its line moves what is in view, and that is told again.
    if (seen !== null && !this.#first) this.seen(seen);
    return counter.end;
  }

  /** Whether all up to this seq was seen, so that nothing in view could be news. */
  hasSeen(seq: number): boolean {
    return !this.#isFresh && !this.#first && this.#seen !== null && seq <= this.#seen;
  }

  /** Somebody has seen everything up to this seq; 0 where there is nothing to see. */
  seen(seq: number): void {
    const isKnown = this.#seen !== null && seq <= this.#seen;
    // To whoever is somebody else now, what they had seen may count again.
    if (isKnown && !(this.#first && this.#first.seq <= seq)) {
      if (!this.#first) this.#isFresh = false;
      return;
    }
    this.#seen = seq;
    if (!this.#counter) return;
    this.#isFresh = false;
    this.#counter.read(seq);
  }

  /** Draws the line where one left off, if there is something unread and no line yet. */
  draw(): void {
    if (this.#first) this.#line.value ??= this.#after;
  }

  /** Takes the line away: its reader is through. */
  clear(): void {
    this.#line.value = null;
  }
}
