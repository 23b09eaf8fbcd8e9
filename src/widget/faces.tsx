// Who else is here, at a glance: a few avatars at the top of the panel.
import type { JSX } from 'preact';
import { Avatar } from '../ui/people/avatar/avatar.tsx';
import type { RoomModel } from '../ui/room/room-model.ts';
import { warnAbout } from './warnings.ts';

// This file comes along with the first message: there it costs visitors no request.
for (const chat of document.querySelectorAll('edgewise-chat')) warnAbout(chat);

/** More would leave no room for the title; the number beside them tells of the others. */
const SHOWN = 3;

/** The avatars of those who are here besides the visitor. */
export function Faces({ room }: { room: RoomModel }): JSX.Element {
  const others = room.presence.value.members?.filter(({ id }) => id !== room.you.value?.id);
  return (
    <span class="faces">
      {others?.slice(0, SHOWN).map((user) => (
        <Avatar key={user.id} room={room} user={user} />
      ))}
    </span>
  );
}
