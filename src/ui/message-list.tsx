import { useComputed, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { MessageRow } from './message-row.tsx';
import { PendingRow } from './pending-row.tsx';
import type { RoomModel } from './room-model.ts';
import { keepOneStop, rove } from './roving-focus.ts';
import { type Row, rowsOf } from './rows.ts';
import { ScrollKeeper } from './scroll-keeper.ts';

/** The conversation: a log that stays where its reader is. */
export function MessageList({ room }: { room: RoomModel }): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [keeper, setKeeper] = useState<ScrollKeeper | null>(null);
  const rows = useComputed(() =>
    rowsOf(room.messages.value, room.outbox.value, room.you.value?.id ?? null),
  ).value;

  const loadOlder = () => {
    if (room.older.peek().at === 'idle') void room.chat.loadOlder();
  };
  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return;
    const made = new ScrollKeeper(scroller.current, list.current, loadOlder);
    setKeeper(made);
    return () => made.end();
  }, []);

  const own = useRef(0);
  useLayoutEffect(() => {
    const written = room.outbox.peek().filter(({ act }) => act.type === 'message').length;
    // Who has just said something wants to see it, wherever they were reading.
    if (written > own.current) keeper?.toEnd();
    own.current = written;
    keeper?.settle();
    if (list.current) keepOneStop(list.current);
    // Where there is nothing to scroll, nobody could ask for more by scrolling.
    if (rows.length > 0 && room.state.peek().at === 'live' && keeper?.fitsAll) loadOlder();
  }, [rows, keeper]);

  useSignalEffect(() => {
    const id = room.pointed.value;
    const row = id && list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`);
    if (!row) return;
    keeper?.toRow(row);
    row.querySelector('article')?.focus({ preventScroll: true });
  });

  return (
    <div class="log-frame">
      <div class="log" role="log" aria-live="off" aria-label={room.words.messages} ref={scroller}>
        <div class="flow">
          <Beginning room={room} empty={rows.length === 0} />
          <ol
            class="rows"
            ref={list}
            onFocusIn={({ target, currentTarget }) => {
              const inHand = (target as HTMLElement).closest('article');
              if (inHand) keepOneStop(currentTarget, inHand);
            }}
            onKeyDown={(event) => {
              if (rove(event.currentTarget, event)) event.preventDefault();
            }}
          >
            {rows.map((row) => (
              <RowView key={row.key} room={room} row={row} />
            ))}
          </ol>
        </div>
      </div>
      {keeper && <NewBelow room={room} keeper={keeper} />}
    </div>
  );
}

function RowView({ room, row }: { room: RoomModel; row: Row }): JSX.Element {
  if (row.kind === 'message')
    return <MessageRow room={room} message={row.message} first={row.first} />;
  if (row.kind === 'pending') return <PendingRow room={room} entry={row.entry} first={row.first} />;
  return (
    <li class="row day">
      <span>{room.clock.dayName(row.at, Date.now())}</span>
    </li>
  );
}

/** What stands above the first message. */
function Beginning({ room, empty }: { room: RoomModel; empty: boolean }): JSX.Element {
  const older = room.older.value;
  const { at } = room.state.value;
  if (empty)
    return (
      <div class="empty">
        {at === 'live' && (
          <>
            <p>{room.words.empty}</p>
            <p class="hint">{room.notice.value ?? room.words.emptyHint}</p>
          </>
        )}
        {(at === 'connecting' || at === 'syncing') && <p class="hint">{room.words.loading}</p>}
      </div>
    );
  return (
    <div class="beginning">
      {older.at === 'start' && (
        <p>
          {room.words.beginning} {room.notice}
        </p>
      )}
      {older.at === 'loading' && <p>{room.words.loadingEarlier}</p>}
      {older.at === 'failed' && <p class="danger">{room.words.fault(older.reason)}</p>}
      {(older.at === 'idle' || older.at === 'failed') && (
        <button type="button" class="worded" onClick={() => void room.chat.loadOlder()}>
          {room.words.earlier}
        </button>
      )}
    </div>
  );
}

/** Tells those who read further up what they are missing, and takes them there. */
function NewBelow({ room, keeper }: { room: RoomModel; keeper: ScrollKeeper }): JSX.Element | null {
  const leftAt = useRef(0);
  const messages = room.messages.value;
  if (keeper.following.value) {
    leftAt.current = messages.at(-1)?.seq ?? 0;
    return null;
  }
  let missed = 0;
  for (let i = messages.length - 1; i >= 0 && (messages[i]?.seq ?? 0) > leftAt.current; i--)
    missed++;
  return (
    <button type="button" class="new-below" data-new={missed > 0} onClick={() => keeper.toEnd()}>
      <Icon name="down" />
      {room.words.newBelow(missed)}
    </button>
  );
}
