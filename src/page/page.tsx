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
import type { LazyConnectionPanel } from './connection/lazy-panel.ts';
import { type DialogName, dialogs } from './dialogs/dialogs.ts';
import { Header } from './header/header.tsx';
import { PeoplePanel } from './header/people-panel.ts';
import { focusNextRegion } from './region-navigation.ts';
import { RejectionHelp } from './rejection-help.tsx';

const people = new PeoplePanel();

/** A whole page for one room. */
export function Page({
  room,
  connectionPanel,
}: {
  room: RoomModel;
  connectionPanel: LazyConnectionPanel;
}): JSX.Element {
  const peopleButton = useRef<HTMLButtonElement>(null);
  const aside = useRef<HTMLElement>(null);
  const dialogName = useSignal<DialogName | null>(null);
  const Dialog = dialogName.value && dialogs[dialogName.value];
  const panel = connectionPanel.panel.value;
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
      invite: () => openDialog('invite'),
      notifications: () => openDialog('notifications'),
    };
  }, [room]);
  useLayoutEffect(() => {
    document.addEventListener('keydown', focusNextRegion);
    return () => document.removeEventListener('keydown', focusNextRegion);
  }, []);
  const openDialog = (name: DialogName | null) => {
    dialogName.value = name;
  };
  return (
    <div class="edgewise page" data-people={people.open.value}>
      <Header
        {...{ room, people, peopleButton }}
        onDialog={openDialog}
        onConnection={() => void connectionPanel.open(room)}
      />
      {panel && (
        <panel.View
          room={room}
          called={panel.called}
          onClose={() => {
            connectionPanel.close();
            document.querySelector<HTMLElement>('.head [aria-haspopup]')?.focus();
          }}
        />
      )}
      <main class="talk">
        <StatusLine room={room}>
          <RejectionHelp room={room} />
        </StatusLine>
        <MessageList room={room} rowsWait />
        <Footer room={room} />
      </main>
      <aside class="people" id="people" aria-label={room.words.people} ref={aside}>
        <PeopleList room={room} />
      </aside>
      <Announcer room={room} />
      {Dialog && <Dialog room={room} onDone={() => openDialog(null)} />}
    </div>
  );
}
