import type { JSX } from 'preact';
import { NameForm } from '../people/name-form.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { ErrorBanner, OutboxStatus, TypingIndicator } from '../status/lazy-views.ts';
import { Composer } from './composer.tsx';

/** The footer of the conversation: errors, status, and the composer or the name form. */
export function Footer({ room }: { room: RoomModel }): JSX.Element {
  const you = room.you.value;
  const refused = room.state.value.at === 'refused';
  return (
    <footer class="foot" hidden={refused}>
      <ErrorBanner room={room} />
      <OutboxStatus room={room} />
      {you === null && !refused && (
        <NameForm room={room} label={room.words.nameLabel} action={room.words.join} />
      )}
      {you !== null && !refused && <Composer room={room} />}
      <TypingIndicator room={room} />
    </footer>
  );
}
