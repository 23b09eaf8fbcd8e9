// A part of the history around one message, loaded at once however far back it is, that grows at both
// ends as its reader goes on. Once it reaches the messages that the client holds, it becomes a part of them.
import { computed, signal } from '@preact/signals';
import { emptyTimeline, forget, merge, type News } from '../../client/app/first-load.ts';
import { parseMessageId } from '../../client/app/message-id.ts';
import type { Message, Older } from '../../client/index.ts';
import type { Frame, ResumeMode } from '../../protocol/frames.ts';
import { importWithRetry } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { type Detached, shownTimeline } from './shown-timeline.ts';

/** A page that did not come is asked for again when its reader goes on, but not at once. */
const AGAIN_MS = 5000;

/**
 * Shows the history around a message and points the message out. Where it is gone, that is said.
 * @returns once it is shown, or is not wanted any more.
 */
export async function openAround(room: RoomModel, id: string): Promise<void> {
  const shown = shownTimeline(room);
  const place = parseMessageId(id);
  if (!place) return;
  shown.wanted = id;
  // Of a file of its own, everyone would have to fetch it: it stands in one that is there already.
  const { overlay } = await importWithRetry(() => import('../bundles/details.ts'));
  const timeline = new DetachedTimeline(room, overlay, place.seq, (mode) => {
    // Of a log that began anew it was no part.
    if (mode === 'gap') void openAround(room, id);
    else shown.show(null);
  });
  const opened = await timeline.open(id);
  if (shown.wanted !== id) return timeline.end();
  if (opened.ok) {
    shown.show(timeline);
    timeline.join();
    room.pointed.value = { id, seq: place.seq };
    return;
  }
  timeline.end();
  shown.show(null);
  room.problem.value = opened.fault;
}

type Overlay = typeof import('../bundles/details.ts').overlay;

class DetachedTimeline implements Detached {
  readonly seq: number;
  readonly messages;
  readonly older = signal<Older>({ at: 'idle' });
  readonly end: () => void;
  readonly #room: RoomModel;
  readonly #timeline = signal(emptyTimeline);
  /** Newer states of messages behind the last one. A page on its way may hold them as they were. */
  readonly #ahead = new Map<number, Message>();
  /** Where the history goes on; `null` at its ends. */
  #before: string | null = null;
  #after: string | null = null;
  #loadingNewer = false;

  /** @param missed called where changes were missed, so that all of it must be read anew. */
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

  /** Loads the page around a message. */
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
      if (this.#isShown) this.#room.problem.value = page.fault;
      setTimeout(() => {
        this.#loadingNewer = false;
      }, AGAIN_MS);
      return;
    }
    this.#loadingNewer = false;
    this.#take(page.value.messages);
    this.#after = page.value.after ?? null;
    this.join();
  }

  /** Becomes a part of the messages that the client holds, if nothing is missing between them and it. */
  join(): void {
    const { messages } = this.#timeline.peek();
    const [first] = this.#room.messages.peek();
    const last = messages.at(-1);
    // While a new timeline comes, what the client holds is about to go.
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

  /** Takes in what belongs here; the rest is kept for the pages that it belongs to. */
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
