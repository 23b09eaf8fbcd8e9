import type { JSX } from 'preact';
import { peopleWords } from '../i18n/feature-words/people.ts';
import type { RoomModel } from '../room/room-model.ts';
import { addStyles } from '../theme/styles.ts';
import { AssistantBadge, Avatar, NameSuffix } from './lazy-views.ts';
import { OwnProfile } from './own-profile.tsx';
import css from './people-list.css' with { type: 'text' };

addStyles(css);

const byName = new Intl.Collator(undefined, { sensitivity: 'base' });

/** The people who are online: the user first, then the others by name. */
export function PeopleList({ room }: { room: RoomModel }): JSX.Element {
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
                  {/* `bdi` isolates the direction of the name. */}
                  <bdi translate={false}>{name}</bdi>
                  <NameSuffix room={room} user={{ id, name }} />
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
      {you && <OwnProfile room={room} you={you} />}
    </>
  );
}
