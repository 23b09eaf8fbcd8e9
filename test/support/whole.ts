import { expect } from 'vitest';
import { judge } from './checker.ts';
import { wholeHistory } from './history.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

/**
 * Waits until each of them is shown exactly what the room holds, and nothing is pending; then it must
 * be what they sent, each message once and in each person's order.
 * @param origin the server's own, without faults.
 * @returns the number of messages.
 */
export async function expectWhole(
  origin: string,
  room: string,
  visitors: readonly Visitor[],
  patienceMs?: number,
): Promise<number> {
  const idle = ({ chat }: Visitor) => chat.outbox.get().length === 0;
  await until('nothing waits to be sent', () => visitors.every(idle), patienceMs);
  const deeds = (await Promise.all(visitors.map((visitor) => visitor.deeds()))).flat();
  const stored = await wholeHistory(origin, room);
  const last = stored.at(-1)?.seq;
  const isWhole = ({ chat }: Visitor) => chat.messages.get().at(-1)?.seq === last;
  await until('everyone is shown the last word', () => visitors.every(isWhole), patienceMs);

  expect(stored.length).toBe(deeds.length);
  expect(judge({ deeds, stored, readers: [] }).slice(0, 10)).toEqual([]);
  const ids = stored.map(({ id }) => id);
  for (const { name, chat, anomalies } of visitors) {
    expect(
      chat.messages.get().map(({ id }) => id),
      name,
    ).toEqual(ids);
    expect(anomalies.slice(0, 10)).toEqual([]);
  }
  return stored.length;
}
