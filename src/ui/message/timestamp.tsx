import type { JSX } from 'preact';
import type { RoomModel } from '../room/room-model.ts';

/** A time of day, with the exact time as its tooltip. */
export const Timestamp = ({ room, at }: { room: RoomModel; at: number }): JSX.Element => (
  <time part="time" dateTime={new Date(at).toISOString()} title={room.clock.exactTime(at)}>
    {room.clock.timeOfDay(at)}
  </time>
);
