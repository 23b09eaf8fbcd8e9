import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/client/index.ts';
import type { Link } from '../../../src/client/link.ts';
import { Value } from '../../../src/client/value.ts';
import { Unread } from '../../../src/ui/unread.ts';
import { ADA, BEN, message } from '../client/world.ts';

const CONNECTING: Link = { at: 'connecting', attempt: 1, until: 0 };
const LIVE: Link = { at: 'live', attempt: 1, since: 0, rung: 'websocket' };

const from = (seq: number, user = BEN) => message(seq, { user });

let state: Value<Link>;
let told: Value<readonly Message[]>;
let marked: number[];
const messages = signal<readonly Message[]>([]);
const reads = signal<ReadonlyMap<string, { user: typeof ADA; seq: number }>>(new Map());
const you = signal<{ id: string; name: string; role: string } | null>(null);

function say(...all: Message[]): void {
  told.set(all);
  messages.value = all;
}

function unread(): Unread {
  return new Unread({
    chat: { markRead: (seq) => marked.push(seq), state, messages: told },
    messages,
    reads,
    you,
  });
}

beforeEach(() => {
  state = new Value<Link>(CONNECTING);
  told = new Value<readonly Message[]>([]);
  marked = [];
  messages.value = [];
  reads.value = new Map();
  you.value = { ...ADA, role: 'guest' };
});

describe('what is unread', () => {
  it('is nothing of what was there when one came, in an empty room too', () => {
    const one = unread();
    say(from(1), from(2));
    expect(one.count.value).toBe(0);
    state.set(LIVE);
    expect(one.count.value).toBe(0);
    say(from(1), from(2), from(3), from(4, ADA), message(5, { user: BEN, deleted: true }));
    expect(one.count.value).toBe(1);
  });

  it('is read by being seen, here or in another tab', () => {
    const one = unread();
    state.set(LIVE);
    say(from(1), from(2), from(3));
    expect(one.count.value).toBe(3);
    one.seen(2);
    expect(one.count.value).toBe(1);
    one.seen(1);
    expect(one.count.value).toBe(1);
    reads.value = new Map([[ADA.id, { user: ADA, seq: 3 }]]);
    expect(one.count.value).toBe(0);
    expect(marked).toEqual([2, 1]);
  });

  it('is read in another tab of a room that was empty', () => {
    const one = unread();
    state.set(LIVE);
    say(from(1));
    expect(one.count.value).toBe(1);
    reads.value = new Map([[ADA.id, { user: ADA, seq: 1 }]]);
    expect(one.count.value).toBe(0);
  });

  it('is told to nobody by a reader, who has no name', () => {
    you.value = null;
    const one = unread();
    state.set(LIVE);
    say(from(1));
    one.seen(1);
    expect(one.count.value).toBe(0);
    expect(marked).toEqual([]);
  });

  it('is parted from the rest by a line that stays where one left off', () => {
    const one = unread();
    say(from(1));
    state.set(LIVE);
    one.draw();
    expect(one.line.value).toBeNull();
    say(from(1), from(2));
    one.draw();
    say(from(1), from(2), from(3));
    one.seen(2);
    one.draw();
    expect(one.line.value).toBe(1);
    one.clear();
    expect(one.line.value).toBeNull();
  });

  it('begins anew with a log that began anew', () => {
    const one = unread();
    say(from(80));
    state.set(LIVE);
    state.set(CONNECTING);
    say(from(2));
    state.set(LIVE);
    say(from(2), from(3));
    expect(one.count.value).toBe(1);
  });
});
