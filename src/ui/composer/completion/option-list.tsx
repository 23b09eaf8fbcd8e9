import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { allWords } from '../../i18n/more-words/en.ts';
import { AssistantBadge, Avatar } from '../../people/lazy-views.ts';
import type { RoomModel } from '../../room/room-model.ts';
import { type Completion, optionId } from './completion.ts';

type Props = {
  room: RoomModel;
  id: string;
  completion: Completion;
  onChoose: (index: number) => void;
};

/** The list of completions. The focus stays in the field. */
export function OptionList({ room, id, completion, onChoose }: Props): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const options = completion.options.value;
  const active = completion.active.value;
  const assistant = room.assistant.value;
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, options]);
  return (
    <>
      {options.length > 0 && (
        <div
          class="options"
          role="listbox"
          id={id}
          aria-label={allWords(room.words).suggestions}
          ref={list}
        >
          {options.map(({ insert, label, mark, sign, user }, index) => (
            <div
              key={insert}
              id={optionId(id, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // Keeps the focus in the field.
              onPointerDown={(event) => event.preventDefault()}
              onPointerUp={() => onChoose(index)}
            >
              {user ? <Avatar room={room} user={user} /> : <span class="emoji">{sign}</span>}
              <bdi>{label}</bdi>
              {mark && <small class="hint"> {mark}</small>}
              {user && user.id === assistant?.id && (
                <>
                  {' '}
                  <AssistantBadge room={room} facts={assistant} />
                </>
              )}
            </div>
          ))}
        </div>
      )}
      <p class="unseen" role="status">
        {options.length > 0 && allWords(room.words).suggested(options.length)}
      </p>
    </>
  );
}
