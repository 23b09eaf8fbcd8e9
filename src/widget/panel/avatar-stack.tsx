// A few avatars of other people at the top of the panel.
import type { JSX } from 'preact';
import { Avatar } from '../../ui/people/avatar/avatar.tsx';
import type { RoomModel } from '../../ui/room/room-model.ts';
import { warnAboutAttributes } from '../api/attribute-warnings.ts';

// Warns here because this file loads with the first message, so it costs visitors no request.
for (const chat of document.querySelectorAll('edgewise-chat')) warnAboutAttributes(chat);

/** More would leave no room for the title; the online count stands beside them. */
const SHOWN = 3;

/** The avatars of other people who are online. */
export function AvatarStack({ room }: { room: RoomModel }): JSX.Element {
  const others = room.presence.value.members?.filter(({ id }) => id !== room.you.value?.id);
  return (
    <span class="faces">
      {others?.slice(0, SHOWN).map((user) => (
        <Avatar key={user.id} room={room} user={user} />
      ))}
    </span>
  );
}
