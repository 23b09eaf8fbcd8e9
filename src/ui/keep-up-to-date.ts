import type { RoomModel } from './room-model.ts';
import { keepToday } from './today.ts';
import { followTranslator } from './translator.ts';

/** Keeps drawn messages true while days pass and a translator works on them. @returns ends it. */
export function keepUpToDate(room: RoomModel, list: Node): () => void {
  const ends = [keepToday(room), followTranslator(list.getRootNode())];
  return () => {
    for (const end of ends) end();
  };
}
