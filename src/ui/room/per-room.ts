import type { RoomModel } from './room-model.ts';

/** What a part that comes later adds to a room: made once for each, when it is first asked for. */
export function perRoom<T extends object>(make: (room: RoomModel) => T): (room: RoomModel) => T {
  const made = new WeakMap<RoomModel, T>();
  return (room) => {
    const known = made.get(room) ?? make(room);
    made.set(room, known);
    return known;
  };
}
