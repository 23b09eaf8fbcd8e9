import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Footer } from '../ui/composer/footer.tsx';
import { MessageList } from '../ui/conversation/message-list.tsx';
import { isInputMethodKey } from '../ui/keyboard/enter-key.ts';
import { PeopleList } from '../ui/people/lazy-people-list.ts';
import { pageActions } from '../ui/room/page-actions.ts';
import type { RoomModel } from '../ui/room/room-model.ts';
import { Announcer, StatusLine } from '../ui/status/lazy-views.ts';
import type { ConnectionDoor } from './connection-door.ts';
import { Header } from './header.tsx';
import { PeoplePanel } from './people-panel.ts';
import { goToNextPart } from './regions.ts';
import { type DialogName, dialogs } from './sheets/sheets.ts';
import { WayOn } from './way-on.tsx';

const people = new PeoplePanel();

/** A whole page for one room. */
export function Page({ room, door }: { room: RoomModel; door: ConnectionDoor }): JSX.Element {
  const peopleButton = useRef<HTMLButtonElement>(null);
  const aside = useRef<HTMLElement>(null);
  const sheetName = useSignal<DialogName | null>(null);
  const Dialog = sheetName.value && dialogs[sheetName.value];
  const panel = door.panel.value;
  const covers = people.covers.value;
  useLayoutEffect(() => {
    if (!covers) return;
    const end = new AbortController();
    const { signal } = end;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, defaultPrevented } = event;
      if (key !== 'Escape' || defaultPrevented || isInputMethodKey(event)) return;
      people.uncover();
      peopleButton.current?.focus();
    };
    const onPointerDown = ({ target }: Event) => {
      const isInside = [aside, peopleButton].some(({ current }) =>
        current?.contains(target as Node),
      );
      if (!isInside) people.uncover();
    };
    document.addEventListener('keydown', onKeyDown, { signal });
    document.addEventListener('pointerdown', onPointerDown, { signal });
    return () => end.abort();
  }, [covers]);
  useLayoutEffect(() => {
    pageActions(room).value = {
      invite: () => openSheet('invite'),
      notifications: () => openSheet('notifications'),
    };
  }, [room]);
  useLayoutEffect(() => {
    document.addEventListener('keydown', goToNextPart);
    return () => document.removeEventListener('keydown', goToNextPart);
  }, []);
  const openSheet = (name: DialogName | null) => {
    sheetName.value = name;
  };
  return (
    <div class="edgewise page" data-people={people.open.value}>
      <Header
        {...{ room, people, peopleButton }}
        onSheet={openSheet}
        onConnection={() => void door.open(room)}
      />
      {panel && (
        <panel.View
          room={room}
          called={panel.called}
          onClose={() => {
            door.close();
            document.querySelector<HTMLElement>('.head [aria-haspopup]')?.focus();
          }}
        />
      )}
      <main class="talk">
        <StatusLine room={room}>
          <WayOn room={room} />
        </StatusLine>
        <MessageList room={room} rowsWait />
        <Footer room={room} />
      </main>
      <aside class="people" id="people" aria-label={room.words.people} ref={aside}>
        <PeopleList room={room} />
      </aside>
      <Announcer room={room} />
      {Dialog && <Dialog room={room} onDone={() => openSheet(null)} />}
    </div>
  );
}
