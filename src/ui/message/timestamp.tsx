import type { JSX } from 'preact';
import type { RoomModel } from '../room/room-model.ts';

/** A time of day that tells the exact moment to those who point at it. */
export const Timestamp = ({ room, at }: { room: RoomModel; at: number }): JSX.Element => (
  <time part="time" dateTime={new Date(at).toISOString()} title={room.clock.exactTime(at)}>
    {room.clock.timeOfDay(at)}
  </time>
);
