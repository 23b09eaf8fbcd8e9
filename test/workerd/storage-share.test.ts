import { expect, it } from 'vitest';
import type { Frame } from '../../src/protocol/frames.ts';
import { perform, withTables } from './support/rooms.ts';
import { ask, json, newRoom, type Session, session } from './support/test-client.ts';

const text = 'x'.repeat(3500);

async function posts(room: string, who: Session, address: string): Promise<Frame[]> {
  const batch = Array.from({ length: 4 }, () => ({ type: 'message', text }));
  const { headers, ...rest } = json(batch, who.token);
  const response = await ask(`/api/rooms/${room}/frames`, {
    ...rest,
    headers: { ...headers, 'CF-Connecting-IP': address },
  });
  return response.json();
}

it('one address cannot fill a room for everyone, however many guests it creates [R39]', async () => {
  const room = newRoom();
  const guests = await Promise.all(Array.from({ length: 10 }, (_, n) => session(`Guest ${n}`)));
  const replies: Frame[] = [];
  const repliesToFirst: Frame[] = [];
  for (let round = 0; round < 10; round++)
    for (const [n, guest] of guests.entries()) {
      const answered = await posts(room, guest, '192.0.2.77');
      replies.push(...answered);
      if (n === 0) repliesToFirst.push(...answered);
    }
  const stored = replies.filter(({ type }) => type === 'ack').length;
  // A megabyte per minute, plus what recovers while this runs.
  expect(stored).toBeGreaterThan(250);
  expect(stored).toBeLessThan(350);
  const refused = replies.find((frame) => frame.type === 'error');
  expect(refused).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) });
  // Others are not affected, and stored messages may always be deleted.
  const [other] = await posts(room, await session('Other'), '192.0.2.78');
  expect(other?.type).toBe('ack');
  // The oldest may be pruned by now.
  const newest = repliesToFirst.findLast((frame) => frame.type === 'ack');
  const remove = json({ type: 'delete', id: newest?.id }, guests[0]?.token);
  const [deleted] = (await (await ask(`/api/rooms/${room}/frames`, remove)).json()) as Frame[];
  expect(deleted?.type).toBe('ack');
});

it('a room that has just woken knows what was stored lately, with a bounded read', () =>
  withTables(newRoom(), (tables, _storage, clock) => {
    const say = (words: string) =>
      perform(tables, { id: 'u', name: 'Ann' }, { type: 'message', text: words });
    say('long ago');
    clock.now += 60_000;
    say('äöü');
    perform(tables, { id: 'u', name: 'Ann' }, { type: 'delete', id: 'e1-1' });
    expect(tables.log.bytesSince(clock.now - 60_000, 100)).toBe(206);
  }));
