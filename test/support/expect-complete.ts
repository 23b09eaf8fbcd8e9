import { expect } from 'vitest';
import { findAnomalies } from './checker.ts';
import { wholeHistory } from './history.ts';
import type { SdkClient } from './sdk-client.ts';
import { until } from './until.ts';

/**
 * Waits until each client shows exactly what the room has stored and nothing is pending. Then
 * checks that the history is what they sent, each message once and in each sender's order.
 * @param origin the server's own, without faults.
 * @returns the number of messages.
 */
export async function expectComplete(
  origin: string,
  room: string,
  clients: readonly SdkClient[],
  patienceMs?: number,
): Promise<number> {
  const idle = ({ chat }: SdkClient) => chat.outbox.get().length === 0;
  await until('nothing waits to be sent', () => clients.every(idle), patienceMs);
  const sentCommands = (await Promise.all(clients.map((client) => client.sentCommands()))).flat();
  const stored = await wholeHistory(origin, room);
  const last = stored.at(-1)?.seq;
  const isWhole = ({ chat }: SdkClient) => chat.messages.get().at(-1)?.seq === last;
  await until('everyone is shown the last word', () => clients.every(isWhole), patienceMs);

  expect(stored.length).toBe(sentCommands.length);
  expect(findAnomalies({ sentCommands, stored, readers: [] }).slice(0, 10)).toEqual([]);
  const ids = stored.map(({ id }) => id);
  for (const { name, chat, anomalies } of clients) {
    expect(
      chat.messages.get().map(({ id }) => id),
      name,
    ).toEqual(ids);
    expect(anomalies.slice(0, 10)).toEqual([]);
  }
  return stored.length;
}
