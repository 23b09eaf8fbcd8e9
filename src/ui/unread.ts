// What has not been read yet: behind the position that one left off at, here or in another tab.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Chat, Message } from '../client/index.ts';

type Sources = {
  readonly chat: Pick<Chat, 'markRead' | 'state' | 'messages'>;
  readonly messages: ReadonlySignal<readonly Message[]>;
  readonly reads: ReadonlySignal<ReturnType<Chat['reads']['get']>>;
  readonly you: ReadonlySignal<ReturnType<Chat['you']['get']>>;
};

export class Unread {
  /** How many messages of others one has not seen. */
  readonly count: ReadonlySignal<number>;
  /** The seq behind which the list draws the line; `null` for no line. */
  readonly line: ReadonlySignal<number | null>;
  readonly #line = signal<number | null>(null);
  readonly #seen = signal<number | null>(null);
  readonly #position: ReadonlySignal<number | null>;
  readonly #chat: Sources['chat'];
  readonly #you: Sources['you'];

  constructor({ chat, messages, reads, you }: Sources) {
    this.#chat = chat;
    this.#you = you;
    this.line = this.#line;
    this.#position = computed(() => {
      const elsewhere = reads.value.get(you.value?.id ?? '')?.seq ?? 0;
      const here = this.#seen.value;
      return here === null ? null : Math.max(here, elsewhere);
    });
    this.count = computed(() => {
      const position = this.#position.value;
      return position === null ? 0 : countAfter(messages.value, position, you.value?.id);
    });
    chat.state.subscribe(({ at }) => {
      if (at !== 'live') return;
      const newest = chat.messages.get().at(-1)?.seq ?? 0;
      // Who comes for the first time, or into a log that began anew, has missed nothing.
      if (newest < (this.#seen.peek() ?? Number.POSITIVE_INFINITY)) {
        this.#seen.value = newest;
        this.#line.value = null;
      }
    });
  }

  /** Somebody has seen everything up to this seq. */
  seen(seq: number): void {
    // A reader has no name to be told under.
    if (this.#you.peek()) this.#chat.markRead(seq);
    const before = this.#seen.peek();
    if (before !== null && seq > before) this.#seen.value = seq;
  }

  /** Draws the line where one left off, if there is something unread and no line yet. */
  draw(): void {
    if (this.count.peek() > 0) this.#line.value ??= this.#position.peek();
  }

  /** Takes the line away: its reader is through. */
  clear(): void {
    this.#line.value = null;
  }
}

function countAfter(messages: readonly Message[], seq: number, you: string | undefined): number {
  let count = 0;
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message || message.seq <= seq) break;
    if (message.user.id !== you && !message.deleted) count++;
  }
  return count;
}
