import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Avatar } from './avatar/avatar.tsx';
import { later } from './later.tsx';
import { Logout } from './logout.tsx';
import { NameForm } from './name-form.tsx';
import type { RoomModel } from './room-model.ts';
import css from './roster.css' with { type: 'text' };
import { rosterWords } from './roster-words.ts';
import { addStyles } from './styles.ts';

addStyles(css);

const NameMark = later(() => import('./name-mark.tsx'), 'NameMark');

const byName = new Intl.Collator(undefined, { sensitivity: 'base' });

/** Who is here: yourself first, then everyone by name. */
export function Roster({ room }: { room: RoomModel }): JSX.Element {
  const { online, members } = room.presence.value;
  const you = room.you.value?.id;
  const words = rosterWords(room.words);
  const renaming = useSignal(false);
  const door = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  useLayoutEffect(() => {
    // Whoever gave it up is where they were; a new name leads to where one writes.
    if (wasRenaming.current && !renaming.value)
      queueMicrotask(() => {
        const root = door.current?.getRootNode() as Document | ShadowRoot | undefined;
        if (!root?.activeElement?.matches('textarea')) door.current?.focus();
      });
    wasRenaming.current = renaming.value;
  }, [renaming.value]);
  const rename = (on: boolean) => () => {
    renaming.value = on;
  };
  const sorted = members?.toSorted(
    (a, b) => Number(b.id === you) - Number(a.id === you) || byName.compare(a.name, b.name),
  );
  const readers = online - (members?.length ?? online);
  return (
    <>
      <h2>{words.people}</h2>
      {sorted ? (
        <ul>
          {sorted.map(({ id, name }) => (
            <li key={id} class="person" data-own={id === you}>
              <Avatar room={room} user={{ id, name }} />
              <div>
                {/* The name reads its own way; its place in the list is that of all. */}
                <bdi translate={false}>{name}</bdi>
                <NameMark room={room} user={{ id, name }} />
                {id === you && <span class="hint"> {words.thatIsYou}</span>}
                {id === you && !renaming.value && (
                  <div class="own-acts">
                    <button type="button" class="worded" ref={door} onClick={rename(true)}>
                      {words.rename}
                    </button>
                    <Logout room={room} />
                  </div>
                )}
                {id === you && renaming.value && (
                  <NameForm
                    room={room}
                    label={words.newName}
                    action={words.save}
                    name={name}
                    onDone={rename(false)}
                  />
                )}
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p class="hint">{online > 0 && words.tooMany}</p>
      )}
      {readers > 0 && <p class="hint">{words.readers(readers)}</p>}
    </>
  );
}
