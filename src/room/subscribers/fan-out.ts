import type { Frame } from '../../protocol/frames.ts';
import type { OnCommitted } from '../log/committed-entry.ts';

/** Sends every entry of the log to everyone in the room. */
export const fanOut =
  (room: { broadcast(frame: Frame): void }): OnCommitted =>
  ({ frame }) =>
    room.broadcast(frame);
