import type { Frame } from '../../protocol/frames.ts';
import type { OnCommitted } from '../log/committed-entry.ts';

/** Creates the subscriber that broadcasts every entry of the log to all connections. */
export const fanOut =
  (room: { broadcast(frame: Frame): void }): OnCommitted =>
  ({ frame }) =>
    room.broadcast(frame);
