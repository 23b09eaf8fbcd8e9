import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { isOnline } from '../browser/network-status.ts';
import { allWords } from '../i18n/more-words/en.ts';
import type { RoomModel } from '../room/room-model.ts';
import { connectionStatus } from './connection-status.ts';

type Props = {
  room: RoomModel;
  /** Shown when the room rejects the connection. */
  children?: ComponentChildren;
};

/** Shows the state of the connection, unless everything is fine. */
export function StatusLine({ room, children }: Props): JSX.Element {
  const now = useSignal(room.now());
  const link = room.state.value;
  const said = connectionStatus(link, Math.max(now.value, room.now()), room.words, isOnline.value);

  useEffect(() => {
    if (link.at !== 'waiting') return;
    const ticking = setInterval(() => {
      now.value = room.now();
    }, 1000);
    return () => clearInterval(ticking);
  }, [link]);

  return (
    <div class="status" part="status" role="status" data-tone={said?.tone}>
      {said && (
        <p>
          <span aria-hidden={said.spoken !== undefined}>{said.text}</span>
          {said.spoken && <span class="unseen">{said.spoken}</span>}
          {said.tryNow && (
            <button type="button" class="worded" onClick={() => room.chat.reconnect()}>
              {allWords(room.words).tryNow}
            </button>
          )}
          {link.at === 'refused' && children}
        </p>
      )}
    </div>
  );
}
