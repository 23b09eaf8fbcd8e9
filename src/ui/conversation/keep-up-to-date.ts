import { effect } from '@preact/signals';
import { repairTranslations } from '../browser/translation-repair.ts';
import { haltIfOutOfDate } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { keepToday } from '../room/today.ts';

/**
 * Keeps rendered messages correct while days pass and while a translator changes them. When the server or
 * an earlier page cannot be reached, checks whether a deploy has replaced this page. @returns stops it.
 */
export function keepUpToDate(room: RoomModel, list: Node): () => void {
  const ends = [
    keepToday(room),
    repairTranslations(list.getRootNode()),
    effect(() => {
      if (isUnreachable(room)) void haltIfOutOfDate();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function isUnreachable({ state, older, error }: RoomModel): boolean {
  const wrong = error.value;
  return (
    state.value.at === 'offline' ||
    older.value.at === 'failed' ||
    (typeof wrong === 'object' && wrong?.code === 'unreachable')
  );
}
