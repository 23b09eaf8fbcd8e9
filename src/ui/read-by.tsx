import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { allWords } from './languages/en-more.ts';
import { namesById } from './names-by-id.ts';
import type { RoomModel } from './room-model.ts';

/** People named before the rest becomes a number. */
const NAMED = 2;

/** Who has read one's own newest message; under any other, nothing. */
export function ReadBy({ room, id }: { room: RoomModel; id: string }): JSX.Element | null {
  const isNewest = useComputed(() => room.ownNewest.value?.id === id).value;
  if (!isNewest) return null;
  const names = readers(room);
  if (names.length === 0) return null;
  const rest = names.length > NAMED + 1 ? names.length - NAMED : 0;
  return (
    <p class="read-by" title={names.slice(0, 40).join(', ')}>
      {allWords(room.words).readBy(rest > 0 ? names.slice(0, NAMED) : names, rest)}
    </p>
  );
}

/** Nobody where there are too many to name. */
function readers(room: RoomModel): string[] {
  const message = room.ownNewest.value;
  if (!message || !room.presence.value.members) return [];
  const you = room.you.value?.id;
  return [...room.reads.value.values()].flatMap(({ user, seq }) =>
    seq >= message.seq && user.id !== you ? [namesById(room).peek().get(user.id) ?? user.name] : [],
  );
}
