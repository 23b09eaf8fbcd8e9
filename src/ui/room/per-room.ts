import type { RoomModel } from './room-model.ts';

/** Attaches state to a room from outside the model: created once per room, on first use. */
export function perRoom<T extends object>(make: (room: RoomModel) => T): (room: RoomModel) => T {
  const made = new WeakMap<RoomModel, T>();
  return (room) => {
    const known = made.get(room) ?? make(room);
    made.set(room, known);
    return known;
  };
}
