import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/client/index.ts';
import type { Link } from '../../../src/client/link.ts';
import { type Unread as Counted, unreadIn } from '../../../src/client/unread.ts';
import { Value } from '../../../src/client/value.ts';
import { Unread } from '../../../src/ui/unread.ts';
import { ADA, BEN, message } from '../client/world.ts';

const LIVE: Link = { at: 'live', attempt: 1, since: 0, rung: 'websocket' };

let state: Value<Link>;
let messages: Value<readonly Message[]>;
let counted: Value<Counted>;
let told: number[];

/** Counts from a place, as the client does. */
const counter = {
  get unread() {
    return counted;
  },
  read(seq: number) {
    told.push(seq);
    counted.set(unreadIn(messages.get(), seq, ADA.id));
  },
  end() {},
};

/** Ben says so many things. */
function says(count: number, after = 0): void {
  messages.set(
    Array.from({ length: messages.get().length + count }, (_, i) => message(i + 1, { user: BEN })),
  );
  counted.set(unreadIn(messages.get(), Math.max(after, ...told), ADA.id));
}

const unread = () => new Unread({ state, messages });

beforeEach(() => {
  state = new Value<Link>({ at: 'connecting', attempt: 1, until: 0 });
  messages = new Value<readonly Message[]>([]);
  counted = new Value<Counted>({ count: 0, first: null, more: false });
  told = [];
});

describe('what is unread', () => {
  it('is as much as is counted, once that is done', () => {
    const one = unread();
    says(3, 1);
    expect(one.count.value).toBe(0);
    one.follow(counter);
    expect(one.count.value).toBe(2);
    one.seen(3);
    expect(one.count.value).toBe(0);
  });

  it('is told of each place once', () => {
    const one = unread();
    one.follow(counter);
    for (const seq of [1, 1, 2, 1, 2]) one.seen(seq);
    expect(told).toEqual([1, 2]);
  });

  it('is not what was seen before anybody counted', () => {
    const one = unread();
    one.seen(2);
    expect(told).toEqual([]);
    one.follow(counter);
    expect(told).toEqual([2]);
  });

  it('is left unread by a look before its line was there', () => {
    says(2, 1);
    const one = unread();
    one.seen(2);
    one.follow(counter);
    expect(told).toEqual([]);
    expect(one.line.value).toBe(1);
    one.seen(2);
    expect(told).toEqual([2]);
  });
});

describe('the line', () => {
  it('stands where one left off, as soon as one comes back', () => {
    const one = unread();
    one.follow(counter);
    says(4, 2);
    expect(one.line.value).toBe(2);
    expect(one.isFresh).toBe(true);
    one.seen(4);
    expect(one.line.value).toBe(2);
    expect(one.isFresh).toBe(false);
    one.clear();
    expect(one.line.value).toBeNull();
  });

  it('is drawn for whoever is there only when asked for, and then stays', () => {
    const one = unread();
    one.follow(counter);
    one.seen(0);
    says(1);
    expect(one.line.value).toBeNull();
    one.draw();
    says(1);
    one.draw();
    expect(one.line.value).toBe(0);
  });

  it('stands above what was missed while there was no connection', () => {
    const one = unread();
    one.follow(counter);
    says(3, 3);
    state.set(LIVE);
    one.seen(3);
    state.set({ at: 'connecting', attempt: 1, until: 0 });
    says(2);
    state.set(LIVE);
    one.seen(3);
    expect(one.line.value).toBe(3);
    expect(one.isFresh).toBe(true);
    one.seen(5);
    expect(one.isFresh).toBe(false);
  });

  it('is not drawn for what comes after a connection that lost nothing', () => {
    const one = unread();
    one.follow(counter);
    says(3, 3);
    one.seen(3);
    state.set({ at: 'connecting', attempt: 1, until: 0 });
    state.set(LIVE);
    one.seen(3);
    says(1);
    expect(one.line.value).toBeNull();
  });

  it('goes with a log that began anew', () => {
    const one = unread();
    one.follow(counter);
    says(80, 70);
    expect(one.line.value).toBe(70);
    messages.set([message(2, { user: BEN })]);
    state.set(LIVE);
    expect(one.line.value).toBeNull();
    one.seen(2);
    expect(told).toEqual([2]);
  });
});
