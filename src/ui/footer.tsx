import type { JSX } from 'preact';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { NameForm } from './name-form.tsx';
import type { RoomModel } from './room-model.ts';
import { TypingLine } from './typing-line.tsx';
import { WaitingLine } from './waiting-line.tsx';

/** The foot of the conversation: who types, what went wrong, and where one writes or takes a name. */
export function Footer({ room }: { room: RoomModel }): JSX.Element {
  const you = room.you.value;
  const refused = room.state.value.at === 'refused';
  return (
    <footer class="foot">
      <Problem room={room} />
      <WaitingLine room={room} />
      {you === null && !refused && (
        <NameForm room={room} label={room.words.nameLabel} action={room.words.join} />
      )}
      {you !== null && !refused && <Composer room={room} />}
      <TypingLine room={room} />
    </footer>
  );
}

function Problem({ room }: { room: RoomModel }): JSX.Element {
  return (
    <div class="problem" part="banner" role="alert">
      {room.problem.value && (
        <>
          <span>{room.problem}</span>
          <button
            type="button"
            aria-label={room.words.dismiss}
            title={room.words.dismiss}
            onClick={() => {
              room.problem.value = null;
            }}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </div>
  );
}
