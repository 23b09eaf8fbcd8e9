// What a link or a quote shows of the history far before the loaded messages.
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Value } from '../../../../src/client/core/value.ts';
import type { HistoryBody, Message, Older, PageAt, Result } from '../../../../src/client/index.ts';
import type { Entries } from '../../../../src/client/outbox/outbox-entry.ts';
import type { Frame } from '../../../../src/protocol/frames.ts';
import type { RoomModel } from '../../../../src/ui/room/room-model.ts';
import { followQuote, goBack, jumpToMessage } from '../../../../src/ui/timeline/jump-to-message.ts';
import { loadedMessage, shownTimeline } from '../../../../src/ui/timeline/shown-timeline.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { ADA, message } from '../../client/fakes.ts';

// The styles of the message frame need a document.
vi.mock('../../../../src/ui/bundles/details.ts', () => import('../../../../src/client/overlay.ts'));

const PAGE = 20;
const [FIRST, LAST, HELD] = [1, 1000, 950];

/** A room of a thousand messages, of which the client holds the last fifty. */
class Room {
  readonly history = new Map<number, Message>();
  readonly asked: PageAt[] = [];
  readonly frames = new Value<readonly Frame[]>([]);
  readonly messages = signal<readonly Message[]>([]);
  readonly state = signal<{ at: string }>({ at: 'live' });
  readonly outbox = signal<Entries>([]);
  readonly jumpTarget = signal<{ id: string } | null>(null);
  readonly error = signal<{ code: string } | null>(null);
  readonly older = signal<Older>({ at: 'idle' });
  /** What pages wait for. */
  gate: Promise<unknown> = Promise.resolve();
  failing = false;
  readonly model = { ...this, chat: this.#chat() } as unknown as RoomModel;
  readonly shown = shownTimeline(this.model);

  constructor() {
    for (let seq = FIRST; seq <= LAST; seq++) this.history.set(seq, message(seq));
    this.messages.value = this.#range(HELD, LAST);
  }

  get seqs(): [first: number | undefined, last: number | undefined, count: number] {
    const all = this.shown.messages.value;
    return [all[0]?.seq, all.at(-1)?.seq, all.length];
  }

  get isDetached(): boolean {
    return this.shown.detached.value !== null;
  }

  change(seq: number, more: Partial<Message>): void {
    const changed = message(seq, { version: LAST + 1, ...more });
    this.history.set(seq, changed);
    this.frames.set([{ type: 'changed', seq: LAST + 1, message: changed }]);
  }

  #range(from: number, to: number): Message[] {
    return [...this.history.values()].filter(({ seq }) => seq >= from && seq <= to);
  }

  #page(from: number, to: number): HistoryBody {
    const messages = this.#range(from, to);
    const [first, last] = [messages[0]?.seq ?? from, messages.at(-1)?.seq ?? to];
    return {
      messages,
      before: first > FIRST ? `e1-${first}` : null,
      after: last < LAST ? `e1-${last}` : null,
    };
  }

  #chat() {
    return {
      history: async (at: PageAt): Promise<Result<HistoryBody>> => {
        this.asked.push(at);
        const seq = Number((at.around ?? at.before ?? at.after)?.split('-')[1]);
        const page = at.around
          ? this.#page(seq - PAGE / 2, seq + PAGE / 2)
          : at.before
            ? this.#page(seq - PAGE, seq - 1)
            : this.#page(seq + 1, seq + PAGE);
        await this.gate;
        if (this.failing) return { ok: false, fault: { code: 'unreachable', message: '' } };
        if (at.around && !this.history.has(seq))
          return { ok: false, fault: { code: 'not_found', message: '' } };
        return { ok: true, value: page };
      },
      loadOlder: async () => {},
      wire: {
        frames: this.frames,
        roomState: {
          takePage: (page: readonly Message[]) => {
            const all = new Map([...this.messages.value, ...page].map((one) => [one.seq, one]));
            this.messages.value = [...all.values()].sort((a, b) => a.seq - b.seq);
          },
        },
      },
    };
  }
}

let room: Room;
beforeEach(() => {
  room = new Room();
});

const detached = () => room.shown.detached.value;

describe('a link to an old message', () => {
  it('costs one request, shows what is around it, and highlights it [R74]', async () => {
    await jumpToMessage(room.model, 'e1-100');
    expect(room.asked).toEqual([{ around: 'e1-100' }]);
    expect(room.seqs).toEqual([90, 110, 21]);
    expect(room.jumpTarget.value).toEqual({ id: 'e1-100', seq: 100 });
    expect(loadedMessage(room.model, 'e1-999')?.seq).toBe(999);
  });

  it('costs no request if the message is loaded', async () => {
    await jumpToMessage(room.model, 'e1-960');
    await jumpToMessage(room.model, 'e1-100');
    await jumpToMessage(room.model, 'e1-105');
    expect(room.asked).toEqual([{ around: 'e1-100' }]);
    expect(room.jumpTarget.value).toEqual({ id: 'e1-105', seq: 105 });
    expect(room.isDetached).toBe(true);
  });

  it('says that a message is gone, even one of another log, and stays where it is', async () => {
    room.history.delete(100);
    await jumpToMessage(room.model, 'e1-100');
    expect(room.error.value).toEqual({ code: 'not_found', message: '' });
    room.error.value = null;
    await jumpToMessage(room.model, 'e0-100');
    expect(room.error.value).toEqual({ code: 'not_found', message: '' });
    expect(room.asked).toEqual([{ around: 'e1-100' }]);
    expect(room.isDetached).toBe(false);
    expect(room.jumpTarget.value).toBeNull();
  });

  it('shows a deleted message as deleted', async () => {
    room.history.set(100, message(100, { text: '', deleted: true, version: 500 }));
    await jumpToMessage(room.model, 'e1-100');
    expect(loadedMessage(room.model, 'e1-100')?.deleted).toBe(true);
  });

  it('joins the loaded messages at once if it is right before them', async () => {
    await jumpToMessage(room.model, 'e1-945');
    expect(room.isDetached).toBe(false);
    expect(room.seqs).toEqual([935, LAST, LAST - 934]);
    expect(room.jumpTarget.value).toEqual({ id: 'e1-945', seq: 945 });
  });

  it('gives way to a later request', async () => {
    let come = () => {};
    room.gate = new Promise<void>((resolve) => {
      come = resolve;
    });
    const first = jumpToMessage(room.model, 'e1-100');
    await jumpToMessage(room.model, 'e1-970');
    const second = jumpToMessage(room.model, 'e1-500');
    come();
    await Promise.all([first, second]);
    expect(room.seqs).toEqual([490, 510, 21]);
    expect(room.jumpTarget.value).toEqual({ id: 'e1-500', seq: 500 });
  });
});

describe('a part of the history', () => {
  beforeEach(() => jumpToMessage(room.model, 'e1-100'));

  it('grows at both ends, up to the beginning', async () => {
    await detached()?.loadNewer();
    expect(room.seqs).toEqual([90, 130, 41]);
    expect(room.shown.older.value).toEqual({ at: 'idle' });
    for (let page = 0; page < 5; page++) await room.shown.loadOlder();
    expect(room.seqs).toEqual([FIRST, 130, 130]);
    expect(room.shown.older.value).toEqual({ at: 'start' });
    await room.shown.loadOlder();
    expect(room.asked.length).toBe(1 + 1 + 5);
  });

  it('requests a page once, however often it is wanted meanwhile', async () => {
    await Promise.all([detached()?.loadNewer(), detached()?.loadNewer()]);
    await Promise.all([room.shown.loadOlder(), room.shown.loadOlder()]);
    expect(room.asked.slice(1)).toEqual([{ after: 'e1-110' }, { before: 'e1-90' }]);
  });

  it('does not show new messages meanwhile', () => {
    room.messages.value = [...room.messages.value, message(LAST + 1)];
    room.frames.set([{ type: 'message', ...message(LAST + 1) }]);
    expect(room.seqs).toEqual([90, 110, 21]);
  });

  it('joins the newest messages when it reaches them, without a hole', async () => {
    while (detached()) await detached()?.loadNewer();
    expect(room.seqs).toEqual([90, LAST, LAST - 89]);
    expect(room.asked.length).toBe(1 + Math.ceil((HELD - 110) / PAGE));
  });

  it('waits with that while a new timeline is loading, which may start later', async () => {
    room.messages.value = [message(115)];
    room.state.value = { at: 'syncing' };
    await detached()?.loadNewer();
    expect(room.isDetached).toBe(true);
    room.messages.value = [message(900)];
    room.state.value = { at: 'live' };
    await detached()?.loadNewer();
    expect(room.isDetached).toBe(true);
  });

  it('follows changes, also to what is loaded later, in any order', async () => {
    room.change(95, { text: 'edited' });
    expect(loadedMessage(room.model, 'e1-95')?.text).toBe('edited');
    let come = () => {};
    room.gate = new Promise<void>((resolve) => {
      come = resolve;
    });
    const [newer, older] = [detached()?.loadNewer(), room.shown.loadOlder()];
    room.change(120, { text: 'edited' });
    room.change(80, { text: '', deleted: true });
    come();
    await Promise.all([newer, older]);
    expect(loadedMessage(room.model, 'e1-120')?.text).toBe('edited');
    expect(loadedMessage(room.model, 'e1-80')?.deleted).toBe(true);
    expect(room.seqs).toEqual([70, 130, 61]);
  });

  it('shows one’s own pending changes', () => {
    const command = { type: 'edit', cid: 'c', id: 'e1-95', text: 'mine' } as const;
    room.outbox.value = [
      { cid: 'c', command, userId: ADA.id, queuedAt: 0, kept: true, status: 'pending' },
    ];
    expect(loadedMessage(room.model, 'e1-95')?.text).toBe('mine');
  });

  it('drops what the room has pruned [R37]', () => {
    room.frames.set([{ type: 'pruned', before: 100 }]);
    expect(room.seqs).toEqual([100, 110, 11]);
  });

  it('is read again if changes were missed, but not if the log resumed', async () => {
    const welcome = (mode: string) =>
      room.frames.set([{ type: 'welcome', mode } as unknown as Frame]);
    welcome('resumed');
    expect(room.asked.length).toBe(1);
    room.history.set(95, message(95, { text: '', deleted: true, version: 999 }));
    welcome('gap');
    await waitFor(() => expect(loadedMessage(room.model, 'e1-95')?.deleted).toBe(true));
    expect(room.asked.slice(1)).toEqual([{ around: 'e1-100' }]);
    welcome('reset');
    expect(room.isDetached).toBe(false);
  });

  it('reports that a page did not arrive, and retries later', async () => {
    vi.useFakeTimers();
    try {
      room.failing = true;
      await detached()?.loadNewer();
      expect(room.error.value).toEqual({ code: 'unreachable', message: '' });
      await detached()?.loadNewer();
      expect(room.asked.length).toBe(2);
      room.failing = false;
      await vi.advanceTimersByTimeAsync(5000);
      await detached()?.loadNewer();
      expect(room.seqs).toEqual([90, 130, 41]);
      room.failing = true;
      await room.shown.loadOlder();
      expect(room.shown.older.value).toMatchObject({ at: 'failed' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the way back', () => {
  it('leads to where the quote was followed, among the newest messages', async () => {
    await followQuote(room.model, 'e1-100', 'e1-990');
    expect(room.shown.cameFrom.value).toBe('e1-990');
    goBack(room.model);
    await waitFor(() => expect(room.jumpTarget.value).toEqual({ id: 'e1-990', seq: 990 }));
    expect(room.isDetached).toBe(false);
    expect(room.asked.length).toBe(1);
    room.change(100, { text: 'edited' });
    expect(room.seqs).toEqual([HELD, LAST, LAST - HELD + 1]);
  });
});
