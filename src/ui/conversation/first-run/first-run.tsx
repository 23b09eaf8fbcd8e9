import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { type WordsInDialogs, withDialogWords } from '../../i18n/with-dialog-words.ts';
import { Avatar } from '../../people/avatar/avatar.tsx';
import type { RoomModel } from '../../room/room-model.ts';
import { welcomeText } from '../../room/welcome-text.ts';
import { addStyles } from '../../theme/styles.ts';
import css from './first-run.css' with { type: 'text' };
import { othersHere } from './others-here.ts';
import { Suggestions } from './suggestions.tsx';

addStyles(css);

type Props = { room: RoomModel };

function Card({ room, words }: Props & { words: WordsInDialogs }): JSX.Element {
  return (
    <section class="first-run">
      <span class="room-icon" aria-hidden="true">
        #
      </span>
      <h2>{room.name}</h2>
      <p class="hint" dir="auto">
        {welcomeText(room) ?? words.empty}
      </p>
      <Here room={room} words={words} />
      {room.you.value && <Suggestions room={room} words={words} />}
    </section>
  );
}

/** The other people in the room. */
function Here({ room, words }: Props & { words: WordsInDialogs }): JSX.Element {
  const { people, rest } = useComputed(() =>
    othersHere(room.presence.value, room.you.value?.id),
  ).value;
  const names = people.map(({ name }) => name);
  const { list, count } = words.grammar;
  const more = rest > 0 ? ` +${count(rest)}` : '';
  return (
    <p class="here">
      {people.length > 0 && (
        <span class="avatars">
          {people.map((user) => (
            <Avatar key={user.id} room={room} user={user} />
          ))}
        </span>
      )}
      <span translate={false}>
        {people.length > 0 ? words.hereNow(list(names) + more) : words.nobodyElse}
      </span>
    </p>
  );
}

/** The empty state of a room's page: what the room is, who is online, and how to start. */
export const FirstRun = withDialogWords<Props>(Card);
