import { type Fault, fault } from '../protocol/errors.ts';

const RETRY_MS = 5000;

/** What a failed write is to a client. The cause goes to the log, which holds no one's words. */
export function storageFault(error: unknown): Fault {
  const cause = error instanceof Error ? error.message : String(error);
  console.error('room: unable to finish an act;', cause);
  return /SQLITE_FULL|disk is full|SQLITE_IOERR/i.test(cause)
    ? fault('storage_full', 'The room cannot store more at the moment; try again later.', RETRY_MS)
    : fault('internal', 'Something went wrong in the room; try again.', RETRY_MS);
}
