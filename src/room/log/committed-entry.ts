import type { DurableFrame } from '../../protocol/frames.ts';

/** The network address that a command came from, and the assistant chat that it belongs to. */
export type Origin = { readonly address: string; readonly chat?: string | undefined };

/** A committed entry of the log, as the frame that is broadcast. */
export type CommittedEntry = {
  readonly frame: DurableFrame;
  /** Absent for entries that no command caused. */
  readonly origin?: Origin;
};

/** Called in the synchronous turn that writes the entry. */
export type OnCommitted = (entry: CommittedEntry) => void;
