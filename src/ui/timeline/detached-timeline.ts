// A part of the history around one message, however old. It grows at both ends as the reader scrolls.
// Once it reaches the messages that the client holds, it is merged into them.
import { computed, signal } from '@preact/signals';
import { emptyTimeline, forget, merge, type News } from '../../client/app/first-load.ts';
import { parseMessageId } from '../../client/app/message-id.ts';
import type { Message, Older } from '../../client/index.ts';
import type { Frame, ResumeMode } from '../../protocol/frames.ts';
import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { type Detached, shownTimeline } from './shown-timeline.ts';

/** After a failed request, scrolling on loads the page again, but not before this time. */
const RETRY_MS = 5000;

/**
 * Shows the history around a message and highlights it. If the message is gone, an error is shown.
 * @returns resolves when it is shown, or when another target was requested meanwhile.
 */
export async function openAround(room: RoomModel, id: string): Promise<void> {
  const shown = shownTimeline(room);
  const place = parseMessageId(id);
  if (!place) return;
  shown.wanted = id;
  // Part of a bundle that is already loaded, so it costs no request.
  const { overlay } = await importWithRetry(() => import('../bundles/details.ts'));
  const timeline = new DetachedTimeline(room, overlay, place.seq, (mode) => {
    // After a reset, the message belongs to a log that no longer exists.
    if (mode === 'gap') void openAround(room, id);
    else shown.show(null);
  });
  const opened = await timeline.open(id);
  if (shown.wanted !== id) return timeline.end();
  if (opened.ok) {
    shown.show(timeline);
    timeline.join();
    room.jumpTarget.value = { id, seq: place.seq };
    return;
  }
  timeline.end();
  shown.show(null);
  room.error.value = opened.fault;
}

type Overlay = typeof import('../bundles/details.ts').overlay;

class DetachedTimeline implements Detached {
  readonly seq: number;
  readonly messages;
  readonly older = signal<Older>({ at: 'idle' });
  readonly end: () => void;
  readonly #room: RoomModel;
  readonly #timeline = signal(emptyTimeline);
  /** Changes of messages after the last one. A page that is loading may hold older versions of them. */
  readonly #ahead = new Map<number, Message>();
  /** Where the history continues; `null` at its ends. */
  #before: string | null = null;
  #after: string | null = null;
  #loadingNewer = false;

  /** @param missed called when changes were missed and everything must be reloaded. */
  constructor(room: RoomModel, overlay: Overlay, seq: number, missed: (mode: ResumeMode) => void) {
    this.#room = room;
    this.seq = seq;
    this.messages = computed(() => overlay(this.#timeline.value.messages, room.outbox.value));
    const stop = room.chat.wire?.frames.subscribe((frames) => {
      for (const frame of frames)
        if (frame.type === 'welcome' && frame.mode !== 'resumed') missed(frame.mode);
      this.#hear(frames);
    });
    this.end = () => stop?.();
  }

  /** Loads the page around the message. */
  async open(id: string) {
    const page = await this.#room.chat.history({ around: id });
    if (page.ok) {
      this.#take(page.value.messages);
      this.#reaches(page.value.before);
      this.#after = page.value.after ?? null;
    }
    return page;
  }

  async loadOlder(): Promise<void> {
    if (this.#before === null || this.older.peek().at === 'loading') return;
    this.older.value = { at: 'loading' };
    const page = await this.#room.chat.history({ before: this.#before });
    if (!page.ok) {
      this.older.value = { at: 'failed', reason: page.fault };
      return;
    }
    this.#take(page.value.messages);
    this.#reaches(page.value.before);
  }

  async loadNewer(): Promise<void> {
    if (this.#after === null || this.#loadingNewer) return;
    this.#loadingNewer = true;
    const page = await this.#room.chat.history({ after: this.#after });
    if (!page.ok) {
      if (this.#isShown) this.#room.error.value = page.fault;
      setTimeout(() => {
        this.#loadingNewer = false;
      }, RETRY_MS);
      return;
    }
    this.#loadingNewer = false;
    this.#take(page.value.messages);
    this.#after = page.value.after ?? null;
    this.join();
  }

  /** Merges into the messages that the client holds, if nothing is missing in between. */
  join(): void {
    const { messages } = this.#timeline.peek();
    const [first] = this.#room.messages.peek();
    const last = messages.at(-1);
    // While resyncing, the client's messages may be about to be replaced.
    if (!this.#isShown || !first || !last || this.#room.state.peek().at !== 'live') return;
    if (last.seq < first.seq && this.#after !== null) return;
    this.#room.chat.wire?.roomState.takePage(messages);
    shownTimeline(this.#room).show(null);
  }

  get #isShown(): boolean {
    return shownTimeline(this.#room).detached.peek() === this;
  }

  #reaches(before: string | null): void {
    this.#before = before;
    this.older.value = { at: before === null ? 'start' : 'idle' };
  }

  #take(page: readonly Message[]): void {
    this.#learn([
      ...page.map((message) => ({ message, places: true })),
      ...[...this.#ahead.values()].map((message) => ({ message, places: false })),
    ]);
  }

  #hear(frames: readonly Frame[]): void {
    const news: News[] = [];
    for (const frame of frames) {
      if (frame.type === 'changed') news.push({ message: frame.message, places: false });
      else if (frame.type === 'pruned')
        this.#timeline.value = forget(this.#timeline.peek(), frame.before);
    }
    if (news.length > 0) this.#learn(news);
  }

  /** Applies changes to loaded messages; the others are kept for pages that are not loaded yet. */
  #learn(news: readonly News[]): void {
    const placed = news.filter(({ places }) => places).map(({ message }) => message.seq);
    const last = Math.max(this.#timeline.peek().messages.at(-1)?.seq ?? 0, ...placed);
    for (const { message } of news) {
      if (message.seq > last) this.#ahead.set(message.seq, message);
      else this.#ahead.delete(message.seq);
    }
    const here = news.filter(({ message }) => message.seq <= last);
    this.#timeline.value = merge(this.#timeline.peek(), here);
  }
}
