// What a person did and the room has not yet shown, as a value, and what can become of a list of it.
import type { Act } from '../../protocol/commands.ts';
import type { Failure } from '../core/result.ts';

type WithCid<A> = A extends Act ? A & { readonly cid: string } : never;
export type NamedAct = WithCid<Act>;

/** The room's answer: the message it is about, and where the change stands in the log. */
export type Ack = { readonly id: string; readonly seq: number };

/** Something a person did. `sent`: confirmed, and gone from view once the timeline shows it. */
export type OutboxEntry = {
  readonly cid: string;
  readonly act: NamedAct;
  /** Whose act it is; `null` until its author has an identity. Nobody else ever sends it. */
  readonly userId: string | null;
  readonly queuedAt: number;
  /** Whether it is stored where a crash of the page cannot reach it. */
  readonly kept?: boolean | undefined;
} & (
  | { readonly status: 'pending' }
  | { readonly status: 'sent'; readonly ack: Ack; readonly sentAt: number }
  | { readonly status: 'failed'; readonly reason: Failure }
);

export type Entries = readonly OutboxEntry[];

/** A change that can be made to this tab's list and to the stored one alike. */
export type Change = (entries: Entries) => Entries;

// By then every tab's own timeline has it, or will ask the room anew.
const SENT_KEPT_MS = 10_000;

const base = ({ cid, act, userId, queuedAt, kept }: OutboxEntry) => ({
  ...{ cid, act, userId, queuedAt, kept },
});

const become =
  (cid: string, next: (entry: OutboxEntry) => OutboxEntry): Change =>
  (entries) =>
    entries.map((entry) => (entry.cid === cid ? next(entry) : entry));

export const without =
  (cid: string): Change =>
  (entries) =>
    entries.filter((entry) => entry.cid !== cid);

/** At the end of the queue, once however often it is asked. */
export const append =
  (entry: OutboxEntry): Change =>
  (entries) => [...without(entry.cid)(entries), entry];

export const again =
  (cid: string, userId: string | null): Change =>
  (entries) => {
    const entry = entries.find((one) => one.cid === cid);
    return entry && entry.status !== 'sent'
      ? append({ ...base(entry), userId, status: 'pending' })(entries)
      : entries;
  };

/** Confirmed now. Earlier ones stay for a moment: other tabs' timelines may be a little behind. */
export const confirmed =
  (cid: string, ack: Ack, now: number): Change =>
  (entries) =>
    become(cid, (entry) => ({ ...base(entry), status: 'sent', ack, sentAt: now }))(entries).filter(
      (entry) => entry.status !== 'sent' || Math.abs(now - entry.sentAt) < SENT_KEPT_MS,
    );

export const failed = (cid: string, reason: Failure): Change =>
  become(cid, (entry) =>
    entry.status === 'sent' ? entry : { ...base(entry), status: 'failed', reason },
  );

/** Whoever wrote before having a name has one now. */
export const claimed =
  (userId: string): Change =>
  (entries) =>
    entries.some((entry) => entry.userId === null)
      ? entries.map((entry) => (entry.userId === null ? { ...entry, userId } : entry))
      : entries;

export const withoutUser =
  (userId: string | null): Change =>
  (entries) =>
    entries.filter((entry) => entry.userId !== null && entry.userId !== userId);
