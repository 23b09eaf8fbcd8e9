import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { User } from '../../client/index.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { Avatar } from '../people/avatar/avatar.tsx';
import { namesById } from '../people/names-by-id.ts';
import type { RoomModel } from '../room/room-model.ts';

/** The number of avatars, and of names, before the rest is counted. */
const DRAWN = 5;
const NAMED = 40;

/** Who has read the user's newest message; nothing for other messages. */
export function ReadBy({ room, id }: { room: RoomModel; id: string }): JSX.Element | null {
  const isNewest = useComputed(() => room.ownNewest.value?.id === id).value;
  if (!isNewest) return null;
  const users = readers(room);
  if (users.length === 0) return null;
  const drawn = users.length > DRAWN + 1 ? DRAWN : users.length;
  const rest = users.length - drawn;
  const words = allWords(room.words);
  const names = users.slice(0, NAMED).map(({ name }) => name);
  const said = words.readBy(names, users.length - names.length);
  return (
    <p class="read-by" title={said}>
      {users.slice(0, drawn).map((user) => (
        <Avatar key={user.id} room={room} user={user} />
      ))}
      {rest > 0 && <span aria-hidden="true">+{room.words.grammar.count(rest)}</span>}
      <span class="unseen">{said}</span>
    </p>
  );
}

/** Empty if there are too many people to name. */
function readers(room: RoomModel): User[] {
  const message = room.ownNewest.value;
  if (!message || !room.presence.value.members) return [];
  const you = room.you.value?.id;
  return [...room.reads.value.values()].flatMap(({ user: { id, name }, seq }) =>
    seq >= message.seq && id !== you ? [{ id, name: namesById(room).peek().get(id) ?? name }] : [],
  );
}
