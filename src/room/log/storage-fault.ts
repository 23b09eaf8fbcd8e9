import { type Fault, fault } from '../../protocol/errors.ts';

const RETRY_MS = 5000;

/** A room that can take no more. */
export const storageFull = (): Fault =>
  fault('storage_full', 'The room cannot store more at the moment; try again later.', RETRY_MS);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Whether an exception says that the disk has no space left. */
export const isDiskFull = (error: unknown): boolean =>
  /SQLITE_FULL|disk is full/i.test(messageOf(error));

/**
 * What an exception in the room is to a client. A full disk shows only when the turn is over and
 * its writes are committed: then the object is reset, and whoever called it gets this exception.
 */
export function storageFault(error: unknown): Fault {
  // The log gets the cause, which holds no one's words; the client a sentence of ours.
  console.error('room: unable to finish;', messageOf(error));
  return isDiskFull(error)
    ? storageFull()
    : fault('internal', 'Something went wrong in the room; try again.', RETRY_MS);
}
