import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Beginning } from './beginning.tsx';
import { drawnOnce, useChunks } from './chunk-views.tsx';
import type { KeyHelp } from './key-help.tsx';
import { LIST } from './list-roles.ts';
import css from './message-list.css' with { type: 'text' };
import { MessageActions, Pills } from './parts.tsx';
import { usePrinting } from './printing.ts';
import type { RoomModel } from './room-model.ts';
import { backOut, rove, Stops } from './roving-focus.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { Stretch } from './stretch.ts';
import { addStyles } from './styles.ts';
import { keepToday } from './today.ts';
import { followTranslator } from './translator.ts';
import { useReading } from './use-reading.ts';

addStyles(css);

/** The conversation: a log that stays where its reader is. */
export function MessageList({ room }: { room: RoomModel }): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [keeper, setKeeper] = useState<ScrollKeeper | null>(null);
  const stretch = useMemo(() => new Stretch(), []);
  const printing = usePrinting();
  const shown = useChunks(room, stretch, keeper, printing);
  const stops = useMemo(() => new Stops(), []);
  const draw = useMemo(() => drawnOnce(room), [room]);
  const { pointed } = room;
  const isLive = room.state.value.at === 'live';

  /** When the step was begun that is being drawn; 0 for none. */
  const steppedAt = useRef(0);
  const step = (to: 'earlier' | 'later'): boolean => {
    steppedAt.current = room.now();
    const moved = stretch[to](room.messages.peek());
    if (!moved) steppedAt.current = 0;
    return moved;
  };
  const earlier = () => {
    if (printing.peek()) return;
    if (step('earlier')) return;
    // Before, what is on its way may be enough; without a line it would only fail.
    if (
      room.state.peek().at === 'live' &&
      room.messages.peek()[0] &&
      room.older.peek().at === 'idle'
    )
      void room.chat.loadOlder();
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
      nearBottom: () => step('later'),
      reachesEnd: () => stretch.reachesEnd,
      isFull: () => stretch.isFull(room.messages.peek()),
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
    if (steppedAt.current > 0) stretch.took(room.now() - steppedAt.current);
    steppedAt.current = 0;
    if (list.current) stops.keepOne(list.current);
  }, [shown, keeper, isLive]);

  // What did not come over a line that broke.
  useEffect(() => {
    if (isLive && room.older.peek().at === 'failed') void room.chat.loadOlder();
  }, [isLive]);

  useEffect(() => {
    if (scroller.current) return followTranslator(scroller.current.getRootNode());
    return undefined;
  }, []);
  useReading(room, keeper, shown);
  useEffect(() => keepToday(room), [room]);
  const isEmpty = shown.length === 0;
  // The first message that is pointed at is not to wait for its bar.
  useEffect(() => {
    if (!isEmpty) void MessageActions.load();
  }, [isEmpty]);

  const brought = useRef<typeof pointed.value>(null);
  useLayoutEffect(() => {
    const target = pointed.peek();
    if (!target || brought.current === target || !keeper) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(target.id)}"]`);
    if (!row) return stretch.reach(room.messages.peek(), target.seq);
    brought.current = target;
    if (!target.isEdited) {
      keeper.toRow(row);
      row.querySelector('article')?.focus({ preventScroll: true });
    } else if (!keeper.shows(row)) keeper.toRow(row);
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
        onFocusIn={({ target }) => {
          const inHand = (target as HTMLElement).closest('article');
          if (inHand && list.current) stops.keepOne(list.current, inHand);
        }}
        onFocusOut={({ relatedTarget, currentTarget }) => {
          if (!currentTarget.contains(relatedTarget as Node | null)) stops.shut();
        }}
        onKeyDown={(event) => {
          stops.letTabInto(event);
          if (backOut(event) || onKey(event) || rove(event.currentTarget, event))
            event.preventDefault();
        }}
      >
        <div class="flow">
          <Beginning
            room={room}
            empty={isEmpty}
            reached={printing.value || stretch.reachesStart(room.messages.value)}
          />
          <div role={LIST} class="rows" ref={list}>
            {shown.map(draw)}
          </div>
        </div>
      </div>
      {keeper && <Pills room={room} keeper={keeper} onEnd={toEnd} />}
      {help.value && <help.value room={room} onDone={closeHelp} />}
    </div>
  );
}
