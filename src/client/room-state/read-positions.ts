import type { User } from '../../protocol/message.ts';

/** Up to where each person has read, by their id. */
export type Reads = ReadonlyMap<string, { readonly user: User; readonly seq: number }>;

/** The read positions after one more; they only go forward. */
export function advance(reads: Reads, user: User, seq: number): Reads {
  const known = reads.get(user.id);
  return known && known.seq >= seq ? reads : new Map(reads).set(user.id, { user, seq });
}
