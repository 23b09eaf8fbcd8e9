import { effect } from '@preact/signals';
import { repairTranslations } from '../browser/translation-repair.ts';
import { haltIfOutOfDate } from '../lazy/import-with-retry.ts';
import type { RoomModel } from '../room/room-model.ts';
import { keepToday } from '../room/today.ts';

/**
 * Keeps drawn messages true while days pass and a translator works on them, and looks after what cannot be
 * reached: a deploy may have removed it. @returns ends it.
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

function isUnreachable({ state, older, problem }: RoomModel): boolean {
  const wrong = problem.value;
  return (
    state.value.at === 'offline' ||
    older.value.at === 'failed' ||
    (typeof wrong === 'object' && wrong?.code === 'unreachable')
  );
}
