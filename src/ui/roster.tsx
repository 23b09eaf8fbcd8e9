import type { JSX } from 'preact';
import { AssistantBadge, Avatar, NameMark } from './avatar/lazy.ts';
import { peopleWords } from './i18n/feature-words/people.ts';
import { Me } from './me.tsx';
import type { RoomModel } from './room-model.ts';
import css from './roster.css' with { type: 'text' };
import { addStyles } from './theme/styles.ts';

addStyles(css);

const byName = new Intl.Collator(undefined, { sensitivity: 'base' });

/** Who is here: yourself first, then everyone by name. */
export function Roster({ room }: { room: RoomModel }): JSX.Element {
  const { online, members } = room.presence.value;
  const you = room.you.value;
  const assistant = room.assistant.value;
  const words = peopleWords(room.words);
  const sorted = members?.toSorted(
    (a, b) => Number(b.id === you?.id) - Number(a.id === you?.id) || byName.compare(a.name, b.name),
  );
  const guests = online - (members?.length ?? online);
  return (
    <>
      <div class="roster">
        <h2>
          {words.people}
          {members && online > 0 && ` · ${words.grammar.count(online)}`}
        </h2>
        {sorted ? (
          <ul>
            {sorted.map(({ id, name }) => (
              <li key={id} class="person">
                <Avatar room={room} user={{ id, name }} />
                <div>
                  {/* The name reads its own way; its place in the list is that of all. */}
                  <bdi translate={false}>{name}</bdi>
                  <NameMark room={room} user={{ id, name }} />
                  {id === you?.id && <span class="hint"> {words.thatIsYou}</span>}
                </div>
              </li>
            ))}
          </ul>
        ) : (
          <p class="hint">{online > 0 && words.peopleOnline(online)}</p>
        )}
        {assistant && (
          <p class="person">
            <Avatar room={room} user={assistant} />
            <span>
              <bdi translate={false}>{assistant.name}</bdi>{' '}
              <AssistantBadge room={room} facts={assistant} />
            </span>
          </p>
        )}
        {guests > 0 && <p class="hint">{words.guests(guests)}</p>}
      </div>
      {you && <Me room={room} you={you} />}
    </>
  );
}
