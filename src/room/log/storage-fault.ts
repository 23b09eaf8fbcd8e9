import { type Fault, fault } from '../../protocol/errors.ts';

const RETRY_MS = 5000;

/** The refusal of a write because the room has no storage left. */
export const storageFull = (): Fault =>
  fault('storage_full', 'The room cannot store more at the moment; try again later.', RETRY_MS);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Whether an exception means that the disk has no space left. */
export const isDiskFull = (error: unknown): boolean =>
  /SQLITE_FULL|disk is full/i.test(messageOf(error));

/**
 * Converts an exception in the room to a fault for the client, and logs the exception. A full disk
 * causes an exception only at the commit after the turn: the platform then resets the object, and
 * the caller gets the exception.
 */
export function storageFault(error: unknown): Fault {
  // The message of the exception contains no user content, so it may be logged. The client gets a
  // general text.
  console.error('room: unable to finish;', messageOf(error));
  return isDiskFull(error)
    ? storageFull()
    : fault('internal', 'Something went wrong in the room; try again.', RETRY_MS);
}
