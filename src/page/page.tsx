import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { AlertDoor } from '../ui/alert-door.tsx';
import { Conversation } from '../ui/conversation.tsx';
import { isInputMethodKey } from '../ui/enter-key.ts';
import { Footer } from '../ui/footer.tsx';
import { Icon, Sign } from '../ui/icons.tsx';
import { allWords } from '../ui/languages/en-more.ts';
import { laterIcons } from '../ui/later-icons.ts';
import { Announcer, Roster, StatusLine } from '../ui/parts.tsx';
import type { RoomModel } from '../ui/room-model.ts';
import type { ConnectionDoor } from './connection-door.ts';
import { goToNextPart } from './regions.ts';
import { WayOn } from './way-on.tsx';

/** A whole page for one room. */
export function Page({ room, door }: { room: RoomModel; door: ConnectionDoor }): JSX.Element {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const pulse = useRef<HTMLButtonElement>(null);
  const panel = door.panel.value;
  const { online } = room.presence.value;
  useLayoutEffect(() => {
    if (!open.value) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, defaultPrevented } = event;
      if (key !== 'Escape' || defaultPrevented || isInputMethodKey(event)) return;
      open.value = false;
      button.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open.value]);
  useLayoutEffect(() => {
    document.addEventListener('keydown', goToNextPart);
    return () => document.removeEventListener('keydown', goToNextPart);
  }, []);
  return (
    <div class="edgewise page">
      <header class="head">
        <h1>
          <Mark />
          <span class="room">{room.name}</span>
        </h1>
        <button
          ref={button}
          type="button"
          class="who"
          aria-expanded={open.value}
          aria-controls="people"
          onClick={() => {
            open.value = !open.value;
          }}
        >
          <Icon name="people" />
          {/* Before the room has said so nobody knows. */}
          {online > 0 ? room.words.online(online) : <span class="unseen">{room.words.people}</span>}
        </button>
        <button
          ref={pulse}
          type="button"
          class="pulse"
          aria-label={allWords(room.words).connection}
          title={allWords(room.words).connection}
          aria-expanded={panel !== null}
          aria-controls={panel ? 'connection' : undefined}
          onClick={() => (panel ? door.close() : void door.open(room))}
        >
          <Sign path={laterIcons.pulse} />
        </button>
      </header>
      {panel && (
        <panel.View
          room={room}
          called={panel.called}
          onClose={() => {
            door.close();
            pulse.current?.focus();
          }}
        />
      )}
      <main class="talk">
        <StatusLine room={room}>
          <WayOn room={room} />
        </StatusLine>
        <Conversation room={room} />
        <Footer room={room} />
      </main>
      <aside class="people" id="people" aria-label={room.words.people} data-open={open.value}>
        <Roster room={room} />
        <AlertDoor room={room} />
      </aside>
      <Announcer room={room} />
    </div>
  );
}

/** The sign of Edgewise: words, and the edge they got in by. */
const Mark = (): JSX.Element => (
  <svg class="mark" viewBox="0 0 20 20" role="img" aria-label="Edgewise">
    <path d="M4 3v14M9 5.500h7M9 10h7M9 14.500h4" />
  </svg>
);
