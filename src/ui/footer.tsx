import type { JSX } from 'preact';
import { Composer } from './composer.tsx';
import { NameForm } from './name-form.tsx';
import { Problem, TypingLine, WaitingLine } from './parts.tsx';
import type { RoomModel } from './room-model.ts';

/** The foot of the conversation: who types, what went wrong, and where one writes or takes a name. */
export function Footer({ room }: { room: RoomModel }): JSX.Element {
  const you = room.you.value;
  const refused = room.state.value.at === 'refused';
  return (
    <footer class="foot" hidden={refused}>
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
