import type { User } from '../../protocol/message.ts';

/** How far each user has read, by user id. */
export type ReadPositions = ReadonlyMap<string, { readonly user: User; readonly seq: number }>;

/** The read positions after an update; they only move forward. */
export function advanceReads(reads: ReadPositions, user: User, seq: number): ReadPositions {
  const known = reads.get(user.id);
  return known && known.seq >= seq ? reads : new Map(reads).set(user.id, { user, seq });
}
