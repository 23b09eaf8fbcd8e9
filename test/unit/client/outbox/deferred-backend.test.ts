import { beforeEach, describe, expect, it } from 'vitest';
import { deferredBackend } from '../../../../src/client/outbox/deferred-backend.ts';
import type { Entries } from '../../../../src/client/outbox/outbox-entry.ts';
import {
  type OutboxBackend,
  PersistedOutbox,
} from '../../../../src/client/outbox/persisted-storage.ts';
import { FakeClock } from '../fakes.ts';

let log: string[];
let kept: Entries;
let arrive: (store: OutboxBackend) => void;
let fail: (reason: Error) => void;
let store: OutboxBackend;

const real: OutboxBackend = {
  async update(change) {
    kept = change(kept);
    return kept;
  },
  async forget(userId) {
    log.push(`forget ${userId}`);
  },
  watch() {
    log.push('watch');
    return () => void log.push('watch ends');
  },
  lead(userId, begin) {
    log.push(`lead ${userId}`);
    begin();
    return () => void log.push('lead ends');
  },
};

const landed = () => new Promise<void>((resolve) => void setTimeout(resolve));

beforeEach(() => {
  log = [];
  kept = [];
  store = deferredBackend(
    new Promise((resolve, reject) => {
      arrive = resolve;
      fail = reject;
    }),
  );
});

describe('a backend that loads late', () => {
  it('performs what was requested meanwhile', async () => {
    const end = store.lead('u-ada', () => log.push('leads'));
    const updated = store.update((entries) => entries);
    const forgotten = store.forget('u-ben');
    expect(log).toEqual([]);
    arrive(real);
    await Promise.all([updated, forgotten]);
    expect(log).toEqual(['lead u-ada', 'leads', 'forget u-ben']);
    end();
    expect(log.at(-1)).toBe('lead ends');
  });

  it('does not start what was cancelled meanwhile', async () => {
    store.lead('u-ada', () => log.push('leads'))();
    store.watch(() => {})();
    arrive(real);
    await landed();
    expect(log).toEqual([]);
  });

  it('leaves an outbox that lives as long as the page if it never loads', async () => {
    let settled = 0;
    const storage = new PersistedOutbox(store, new FakeClock(), () => settled++);
    expect(storage.isSettled()).toBe(false);
    fail(new TypeError('Failed to fetch dynamically imported module'));
    await landed();
    expect(storage.durable.get()).toBe(false);
    expect(storage.isSettled()).toBe(true);
    expect(settled).toBe(1);
  });
});
