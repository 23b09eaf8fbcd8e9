import { expect, it } from 'vitest';
import {
  MOST_ENTRIES,
  type TrafficEvent,
  TrafficLog,
} from '../../../../src/page/connection/traffic-log.ts';

const received = (...types: string[]): TrafficEvent => ({
  what: 'received',
  way: 'websocket',
  types,
  bytes: 100,
});

it('keeps the newest, and counts them all', () => {
  let now = 0;
  const log = new TrafficLog(
    () => now++,
    () => {},
  );
  for (let n = 0; n < MOST_ENTRIES; n++) {
    log.note(received('message'));
    log.note(received('typing', 'typing'));
  }
  expect(log.entries).toHaveLength(MOST_ENTRIES);
  expect(log.entries[0]).toMatchObject({
    at: now - 1,
    happening: { types: ['typing', 'typing'] },
  });
  expect(log.counts.websocket.received).toEqual({
    frames: MOST_ENTRIES * 3,
    bytes: MOST_ENTRIES * 200,
  });
  log.clear();
  expect(log.entries).toEqual([]);
  expect(log.counts.websocket.received.frames).toBe(MOST_ENTRIES * 3);
});

it('counts what was allowed as opened, not what was requested or blocked', () => {
  const log = new TrafficLog(
    () => 0,
    () => {},
  );
  const way = 'websocket';
  log.note({ what: 'asked', way, of: 'socket' });
  log.note({ what: 'refused', way, of: 'socket' });
  expect(log.counts.websocket.opened).toBe(0);
  log.note({ what: 'asked', way, of: 'socket' });
  log.note({ what: 'opened', way, of: '101' });
  expect(log.counts.websocket.opened).toBe(1);
  log.note({ what: 'joined', way: 'events' });
  expect(log.counts.events.opened).toBe(1);
});

it('merges identical consecutive entries, and nothing else', () => {
  const log = new TrafficLog(
    () => 0,
    () => {},
  );
  log.note(received('message'));
  log.note(received('message'));
  log.note(received('message', 'message'));
  log.note({ what: 'ping' });
  log.note({ what: 'ping' });
  expect(log.entries.map(({ times }) => times)).toEqual([1, 1, 1, 2]);
  expect(log.entries.at(-1)?.happening).toEqual({ ...received('message'), bytes: 200 });
});

it('counts how often a transport was opened, and a stream’s bytes apart from its frames', () => {
  const log = new TrafficLog(
    () => 0,
    () => {},
  );
  log.note({ what: 'opened', way: 'events', of: '200' });
  log.weigh('events', 70);
  log.note({ what: 'received', way: 'events', types: ['message', 'live'], bytes: 0 });
  expect(log.counts.events).toEqual({
    opened: 1,
    sent: { frames: 0, bytes: 0 },
    received: { frames: 2, bytes: 70 },
  });
});
