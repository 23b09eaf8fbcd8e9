import { expect, it } from 'vitest';
import { type Happening, Journal, MOST_ENTRIES } from '../../../src/page/connection/journal.ts';

const received = (...types: string[]): Happening => ({
  what: 'received',
  way: 'websocket',
  types,
  bytes: 100,
});

it('keeps the newest, and counts them all', () => {
  let now = 0;
  const journal = new Journal(
    () => now++,
    () => {},
  );
  for (let n = 0; n < MOST_ENTRIES; n++) {
    journal.note(received('message'));
    journal.note(received('typing', 'typing'));
  }
  expect(journal.entries).toHaveLength(MOST_ENTRIES);
  expect(journal.entries[0]).toMatchObject({
    at: now - 1,
    happening: { types: ['typing', 'typing'] },
  });
  expect(journal.counts.websocket.received).toEqual({
    frames: MOST_ENTRIES * 3,
    bytes: MOST_ENTRIES * 200,
  });
  journal.clear();
  expect(journal.entries).toEqual([]);
  expect(journal.counts.websocket.received.frames).toBe(MOST_ENTRIES * 3);
});

it('counts as opened what was let in, not what was asked for or blocked', () => {
  const journal = new Journal(
    () => 0,
    () => {},
  );
  const way = 'websocket';
  journal.note({ what: 'asked', way, of: 'socket' });
  journal.note({ what: 'refused', way, of: 'socket' });
  expect(journal.counts.websocket.opened).toBe(0);
  journal.note({ what: 'asked', way, of: 'socket' });
  journal.note({ what: 'opened', way, of: '101' });
  expect(journal.counts.websocket.opened).toBe(1);
  journal.note({ what: 'joined', way: 'events' });
  expect(journal.counts.events.opened).toBe(1);
});

it('makes the same again in a row one entry, and nothing else', () => {
  const journal = new Journal(
    () => 0,
    () => {},
  );
  journal.note(received('message'));
  journal.note(received('message'));
  journal.note(received('message', 'message'));
  journal.note({ what: 'ping' });
  journal.note({ what: 'ping' });
  expect(journal.entries.map(({ times }) => times)).toEqual([1, 1, 1, 2]);
  expect(journal.entries.at(-1)?.happening).toEqual({ ...received('message'), bytes: 200 });
});

it('counts how often a way was opened, and the bytes of a stream apart from its frames', () => {
  const journal = new Journal(
    () => 0,
    () => {},
  );
  journal.note({ what: 'opened', way: 'events', of: '200' });
  journal.weigh('events', 70);
  journal.note({ what: 'received', way: 'events', types: ['message', 'live'], bytes: 0 });
  expect(journal.counts.events).toEqual({
    opened: 1,
    sent: { frames: 0, bytes: 0 },
    received: { frames: 2, bytes: 70 },
  });
});
