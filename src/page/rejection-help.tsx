import type { JSX } from 'preact';
import { allWords } from '../ui/i18n/more-words/en.ts';
import type { RoomModel } from '../ui/room/room-model.ts';
import { connectionStatus } from '../ui/status/connection-status.ts';
import { suggestedRoom } from './url/room-name.ts';

/** Offers a way on when the room rejects the connection: reload the page, or open another room. */
export function RejectionHelp({ room }: { room: RoomModel }): JSX.Element {
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
