import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Beginning } from './beginning.tsx';
import type { KeyHelp } from './key-help.tsx';
import css from './message-list.css' with { type: 'text' };
import { Pills } from './pills.tsx';
import type { RoomModel } from './room-model.ts';
import { backOut, keepOneStop, letTabInto, rove, shut } from './roving-focus.ts';
import { RowView } from './row-view.tsx';
import { type Row, rowsOf } from './rows.ts';
import { keepSame } from './same-rows.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { Stretch } from './stretch.ts';
import { addStyles } from './styles.ts';
import { useReading } from './use-reading.ts';

addStyles(css);

/** The conversation: a log that stays where its reader is. */
export function MessageList({ room }: { room: RoomModel }): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [keeper, setKeeper] = useState<ScrollKeeper | null>(null);
  const stretch = useMemo(() => new Stretch(), []);
  const shown = useRows(room, stretch, keeper);
  const draw = useMemo(() => drawnOnce(room), [room]);
  const { pointed } = room;

  const earlier = () => {
    if (stretch.earlier(room.messages.peek())) return;
    if (room.older.peek().at === 'idle') void room.chat.loadOlder();
  };
  const toEnd = () => {
    room.cameFrom.value = null;
    stretch.toEnd(room.messages.peek());
    keeper?.toEnd();
  };
  const help = useSignal<typeof KeyHelp | null>(null);
  const closeHelp = () => {
    help.value = null;
  };
  /** The keys that lead out of what is in the document. @returns whether it was one. */
  const onKey = ({ key, target }: KeyboardEvent): boolean => {
    if (!(target as Element).matches('article')) return false;
    const messages = room.messages.peek();
    const beyond =
      (key === 'Home' && !stretch.reachesStart(messages) && messages[0]) ||
      (key === 'End' && !stretch.reachesEnd && messages.at(-1));
    if (beyond) pointed.value = beyond;
    if (key === '?')
      void import('./key-help.tsx').then(
        ({ KeyHelp }) => {
          help.value = KeyHelp;
        },
        // Offline, most likely. There will be another time.
        () => {},
      );
    return Boolean(beyond) || key === '?';
  };
  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return;
    const made = new ScrollKeeper(scroller.current, list.current, {
      nearTop: earlier,
      nearBottom: () => stretch.later(room.messages.peek()),
      reachesEnd: () => stretch.reachesEnd,
      keepInView: () => {
        // Of a chat that is closed nobody sees anything.
        if (scroller.current?.clientHeight === 0) return null;
        const isKept = document.visibilityState === 'hidden' || room.unread.isFresh;
        const line = isKept ? (list.current?.querySelector<HTMLElement>('.unread') ?? null) : null;
        if (line) room.unread.begun();
        return line;
      },
    });
    setKeeper(made);
    return () => made.end();
  }, []);

  const own = useRef(0);
  useLayoutEffect(() => {
    const written = room.outbox.peek().filter(({ act }) => act.type === 'message').length;
    // Who has just said something wants to see it, wherever they were reading.
    if (written > own.current) {
      room.unread.clear();
      toEnd();
    }
    own.current = written;
    keeper?.settle();
    if (list.current) keepOneStop(list.current);
    // Where there is nothing to scroll, nobody could ask for more by scrolling.
    if (shown.length > 0 && room.state.peek().at === 'live' && keeper?.fitsAll) earlier();
  }, [shown, keeper]);

  useReading(room, keeper, shown);

  const brought = useRef<typeof pointed.value>(null);
  useLayoutEffect(() => {
    const target = pointed.peek();
    if (!target || brought.current === target || !keeper) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(target.id)}"]`);
    if (!row) return stretch.reach(room.messages.peek(), target.seq);
    brought.current = target;
    keeper.toRow(row);
    row.querySelector('article')?.focus({ preventScroll: true });
  }, [pointed.value, shown, keeper]);

  return (
    <div class="log-frame">
      <div
        class="log"
        part="log"
        role="log"
        aria-live="off"
        aria-label={room.words.messages}
        ref={scroller}
      >
        <div class="flow">
          <Beginning
            room={room}
            empty={shown.length === 0}
            reached={stretch.reachesStart(room.messages.value)}
          />
          <ol
            class="rows"
            ref={list}
            onFocusIn={({ target, currentTarget }) => {
              const inHand = (target as HTMLElement).closest('article');
              if (inHand) keepOneStop(currentTarget, inHand);
            }}
            onFocusOut={({ relatedTarget, currentTarget }) => {
              if (!currentTarget.contains(relatedTarget as Node | null)) shut(currentTarget);
            }}
            onKeyDown={(event) => {
              letTabInto(event);
              if (backOut(event) || onKey(event) || rove(event.currentTarget, event))
                event.preventDefault();
            }}
          >
            {shown.map(draw)}
          </ol>
        </div>
      </div>
      {keeper && <Pills room={room} keeper={keeper} onEnd={toEnd} />}
      {help.value && <help.value room={room} onDone={closeHelp} />}
    </div>
  );
}

/** The rows in the document; each is the same object for as long as it is drawn the same. */
function useRows(room: RoomModel, stretch: Stretch, keeper: ScrollKeeper | null): readonly Row[] {
  const before = useRef<readonly Row[]>([]);
  return useComputed(() => {
    stretch.moves.value;
    const messages = stretch.of(room.messages.value, keeper?.following.peek() ?? true);
    const outbox = room.outbox.value;
    // What is on its way comes behind the newest.
    const rows = rowsOf(
      messages,
      stretch.reachesEnd ? outbox : [],
      room.you.value?.id ?? null,
      room.unread.line.value,
    );
    before.current = keepSame(rows, before.current);
    return before.current;
  }).value;
}

/** Draws each row once: of what comes back as it was, the view need not even be compared. */
function drawnOnce(room: RoomModel): (row: Row) => JSX.Element {
  const drawn = new WeakMap<Row, JSX.Element>();
  return (row) => {
    const known = drawn.get(row);
    if (known) return known;
    const made = <RowView key={row.key} room={room} row={row} />;
    drawn.set(row, made);
    return made;
  };
}
