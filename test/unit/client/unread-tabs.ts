// Tabs that read one room, in one browser.

import { Value } from '../../../src/client/core/value.ts';
import type { Chat, ConnectionState, Older } from '../../../src/client/index.ts';
import { RoomState } from '../../../src/client/room-state/room-state.ts';
import { Signals } from '../../../src/client/room-state/signals.ts';
import { localReads } from '../../../src/client/session/stored-reads.ts';
import { followUnread } from '../../../src/client/unread.ts';
import type { Frame } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import { ADA, BEN, FakeClock, live, message, welcome } from './fakes.ts';

const LIVE: ConnectionState = { at: 'live', attempt: 0, since: 0, transport: 'websocket' };

/** A room that keeps the positions of those who are in it, and sends them to everyone. */
export class FakeRoom {
  epoch = 'e1';
  messages: Message[] = [];
  reads: Record<string, number> = {};
  readonly tabs = new Set<Tab>();

  says(user: typeof ADA, count = 1): void {
    for (let i = 0; i < count; i++) {
      const seq = this.messages.length + 1;
      const told = message(seq, { user, id: `${this.epoch}-${seq}` });
      this.messages.push(told);
      this.tell({ type: 'message', ...told });
    }
  }

  tell(frame: Frame): void {
    for (const { roomState } of this.tabs) roomState.take([frame]);
  }

  hear(user: typeof ADA, seq: number): void {
    if (seq <= (this.reads[user.id] ?? 0)) return;
    this.reads[user.id] = seq;
    this.tell({ type: 'read', user, seq });
  }

  wipe(): void {
    this.epoch = 'e2';
    this.messages = [];
    this.reads = {};
  }
}

/** The storage of one browser, which notifies every tab but the one that changed it. */
export class FakeStorage {
  /** The tab that is being opened. */
  opening: Tab | null = null;
  kept = new Map<string, string>();
  denied = false;
  full = false;
  readonly listeners = new Map<Tab | null, (event: { key: string | null }) => void>();
  acting: Tab | null = null;

  /** Replaces the window's own event listeners, one for all tabs. */
  readonly listen = (_: string, call: (event: { key: string | null }) => void): void => {
    this.listeners.set(this.opening, call);
  };

  readonly forget = (_: string, call: (event: { key: string | null }) => void): void => {
    for (const [tab, listener] of this.listeners) if (listener === call) this.listeners.delete(tab);
  };

  get storage(): Storage {
    if (this.denied) throw new DOMException('denied', 'SecurityError');
    const change = (key: string) => {
      for (const [tab, call] of this.listeners) if (tab !== this.acting) call({ key });
    };
    const own = {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (this.full) throw new DOMException('full', 'QuotaExceededError');
        this.kept.set(key, value);
        change(key);
      },
      removeItem: (key: string) => {
        this.kept.delete(key);
        change(key);
      },
    };
    return Object.assign(Object.create(own), Object.fromEntries(this.kept));
  }
}

/** One tab: the relevant parts of a chat, with the room and the browser around them. */
export class Tab {
  readonly roomState: RoomState;
  readonly state = new Value<ConnectionState>({ at: 'idle' });
  readonly older = new Value<Older>({ at: 'idle' });
  readonly clock = new FakeClock();
  readonly signals: Signals;
  readonly unread: ReturnType<typeof followUnread>;
  readonly #user: typeof ADA;
  readonly #room: FakeRoom;
  readonly #browser: FakeStorage;

  constructor(room: FakeRoom, browser: FakeStorage, user: typeof ADA | null = ADA, store = true) {
    this.#room = room;
    this.#browser = browser;
    this.#user = user ?? ADA;
    this.roomState = new RoomState(this.clock, user && { ...user, role: 'guest' }, () =>
      this.signals.forgetRead(),
    );
    this.signals = new Signals(this.clock, (frame) => {
      if (this.state.get() !== LIVE) return false;
      if (frame.type === 'read') room.hear(this.#user, frame.seq);
      return true;
    });
    const { messages, reads, you } = this.roomState;
    const { state, older } = this;
    const chat: Pick<Chat, 'messages' | 'older' | 'reads' | 'you' | 'state' | 'markRead'> = {
      ...{ messages, reads, you, state, older },
      markRead: (seq) => this.signals.markRead(seq),
    };
    browser.opening = this;
    const reading = localReads('lobby', () => browser.storage);
    this.unread = followUnread(chat, store ? reading : null);
  }

  get count(): number {
    return this.unread.unread.get().count;
  }

  read(seq: number): void {
    this.#browser.acting = this;
    this.unread.read(seq);
    this.#browser.acting = null;
    this.clock.pass(1000);
  }

  logout(): void {
    this.#browser.acting = this;
    this.roomState.you.set(null);
    this.#browser.acting = null;
  }

  /** @param newest how many messages a fresh page has. */
  connect(mode: 'fresh' | 'resumed' | 'gap' | 'reset' = 'fresh', newest = 50): this {
    const { epoch, messages, reads } = this.#room;
    const known = mode === 'resumed' ? (this.roomState.messages.get().at(-1)?.seq ?? 0) : 0;
    const missed = messages.filter(({ seq }) => seq > known).slice(-newest);
    const cursor = `${epoch}.${messages.length}`;
    const you = { ...this.#user, role: 'guest' };
    const members = [ADA, BEN];
    this.roomState.take([
      welcome({ you, epoch, cursor, mode, reads, presence: { online: 2, members } }),
      ...missed.map((told): Frame => ({ type: 'message', ...told })),
      live(cursor),
    ]);
    this.#room.tabs.add(this);
    this.state.set(LIVE);
    this.signals.reconnected();
    return this;
  }

  /** After a while none of one's own tabs is connected, and the room forgets the position. */
  cut(forgotten = true): this {
    this.#room.tabs.delete(this);
    if (forgotten) delete this.#room.reads[this.#user.id];
    this.state.set({ at: 'closed' });
    return this;
  }

  close(): void {
    this.cut();
    this.unread.end();
  }
}
