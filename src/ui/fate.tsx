import type { JSX } from 'preact';
import { allWords } from './languages/en-more.ts';
import { onLine } from './on-line.ts';
import type { RoomModel } from './room-model.ts';

/** What is becoming of words, or of a change to them, on their way. */
export function Fate({ room, of }: { room: RoomModel; of: 'message' | 'change' }): JSX.Element {
  const live = room.state.value.at === 'live' && onLine.value;
  const held = room.pause.value !== null;
  const { queued, paused, going } = allWords(room.words).fates[of];
  return (
    <small class="fate" data-late={live && !held}>
      {!live ? queued : held ? paused : going}
    </small>
  );
}
