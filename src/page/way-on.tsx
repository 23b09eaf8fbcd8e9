import type { JSX } from 'preact';
import { allWords } from '../ui/i18n/more-words/en.ts';
import type { RoomModel } from '../ui/room/room-model.ts';
import { connectionStatus } from '../ui/status/connection-status.ts';
import { suggestedRoom } from './room-name.ts';

/** What somebody can do whom the room does not let in: load the page anew, or go to another room. */
export function WayOn({ room }: { room: RoomModel }): JSX.Element {
  const { reload = false } = connectionStatus(room.state.value, room.now(), room.words) ?? {};
  const other = suggestedRoom(room.name);
  if (reload)
    return (
      <button type="button" class="worded" onClick={() => location.reload()}>
        {allWords(room.words).retry}
      </button>
    );
  return (
    <a class="button worded" href={`/r/${other}`}>
      #{other}
    </a>
  );
}
