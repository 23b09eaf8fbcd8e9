import type { DurableFrame } from '../../protocol/frames.ts';

/** Where a command came from, and for which chat with the assistant. */
export type Origin = { readonly address: string; readonly chat?: string | undefined };

/** An entry of the log, as it is sent to everyone. */
export type CommittedEntry = {
  readonly frame: DurableFrame;
  /** Absent for entries that the room makes by itself. */
  readonly origin?: Origin;
};

/** Called in the synchronous turn that writes the entry. */
export type OnCommitted = (entry: CommittedEntry) => void;
