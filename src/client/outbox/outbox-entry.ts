// An outbox entry as a value, and the changes that can be made to a list of entries.
import type { WriteCommand } from '../../protocol/commands.ts';
import type { Failure } from '../core/result.ts';

type WithCid<A> = A extends WriteCommand ? A & { readonly cid: string } : never;
/** A command with the client's own id for it. */
export type OutboxCommand = WithCid<WriteCommand>;

/** The room's confirmation: the message's `id`, and the `seq` of the change. */
export type Ack = { readonly id: string; readonly seq: number };

/**
 * A command and its delivery status. `pending`: not confirmed. `sent`: confirmed, and hidden once the
 * messages show it. `failed`: rejected; `retry` and `discard` decide what becomes of it.
 */
export type OutboxEntry = {
  /** The client's own id for this command. */
  readonly cid: string;
  /** What is sent. */
  readonly command: OutboxCommand;
  /** The author; `null` until they have an identity. It is never sent under another one. */
  readonly userId: string | null;
  /** When it was given, in milliseconds since 1970. */
  readonly queuedAt: number;
  /** Whether it is stored beyond the page. */
  readonly kept?: boolean | undefined;
} & (
  | { readonly status: 'pending' }
  | { readonly status: 'sent'; readonly ack: Ack; readonly sentAt: number }
  | { readonly status: 'failed'; readonly reason: Failure }
);

/** The entries of an outbox, in the order in which they are sent. */
export type Entries = readonly OutboxEntry[];

/** A change that applies to this tab's list and to the stored one alike. */
export type Change = (entries: Entries) => Entries;

// By then every tab's timeline has it, or is loading again.
const SENT_KEPT_MS = 10_000;

const base = ({ cid, command, userId, queuedAt, kept }: OutboxEntry) => ({
  ...{ cid, command, userId, queuedAt, kept },
});

const become =
  (cid: string, next: (entry: OutboxEntry) => OutboxEntry): Change =>
  (entries) =>
    entries.map((entry) => (entry.cid === cid ? next(entry) : entry));

export const without =
  (cid: string): Change =>
  (entries) =>
    entries.filter((entry) => entry.cid !== cid);

/** Appends an entry to the queue; idempotent. */
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

/** Marks an entry as sent. Earlier sent ones stay for a moment, because other tabs' timelines may lag. */
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

/** Assigns entries written without an identity to a user. */
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
