import { effect } from '@preact/signals';
import type { RoomModel } from './room-model.ts';
import { holdIfOutOfDate } from './surely.ts';
import { keepToday } from './today.ts';
import { followTranslator } from './translator.ts';

/**
 * Keeps drawn messages true while days pass and a translator works on them, and looks after what cannot be
 * reached: a deploy may have removed it. @returns ends it.
 */
export function keepUpToDate(room: RoomModel, list: Node): () => void {
  const ends = [
    keepToday(room),
    followTranslator(list.getRootNode()),
    effect(() => {
      if (isUnreachable(room)) void holdIfOutOfDate();
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
