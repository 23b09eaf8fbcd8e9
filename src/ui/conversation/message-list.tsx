import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { whenLoaded } from '../../client/app/first-load.ts';
import { usePrinting } from '../browser/use-printing.ts';
import { loadFrame } from '../bundles/load-frame.ts';
import { backOut, rove, Stops } from '../keyboard/roving-focus.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import { MessageActions } from '../message/message-row.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { addStyles } from '../theme/styles.ts';
import { findMessage } from '../timeline/message-lookup.ts';
import { shownTimeline } from '../timeline/shown-timeline.ts';
import { useReadTracking } from '../timeline/use-read-tracking.ts';
import { ConversationStart } from './conversation-start.tsx';
import css from './message-list.css' with { type: 'text' };
import { MessageWindow } from './message-window.ts';
import { LIST } from './rows/list-roles.ts';
import { drawnOnce, useRowChunks } from './rows/row-chunk-views.tsx';
import { ScrollAnchor } from './scroll-anchor.ts';

addStyles(css);

const JumpButtons = lazyView(loadFrame, 'JumpButtons');
const ShortcutsDialog = lazyView(
  () => import('../keyboard/shortcuts-dialog.tsx'),
  'ShortcutsDialog',
);

type Props = {
  room: RoomModel;
  /** Whether the first rows are rendered in a later task than the frame, unless they are already loaded. */
  rowsWait?: boolean;
};

/** The list of messages, which keeps the reader's position. */
export function MessageList({ room, rowsWait = false }: Props): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [scrollAnchor, setKeeper] = useState<ScrollAnchor | null>(null);
  const messageWindow = useMemo(() => new MessageWindow(), []);
  const printing = usePrinting();
  const stops = useMemo(() => new Stops(), []);
  const draw = useMemo(() => drawnOnce(room), [room]);
  const { jumpTarget } = room;
  const timeline = shownTimeline(room);
  const { messages } = timeline;
  // The first rows are rendered in a task of their own.
  const mayDraw = useSignal(!rowsWait && messages.peek().length > 0);
  useEffect(() => {
    if (mayDraw.peek() || messages.value.length === 0) return;
    setTimeout(() => {
      mayDraw.value = true;
    });
  });
  const shown = useRowChunks(room, messageWindow, scrollAnchor, printing, mayDraw);
  const isLive = room.state.value.at === 'live';

  /** The start time of the step that is being rendered; 0 for none. */
  const steppedAt = useRef(0);
  const step = (to: 'earlier' | 'later'): boolean => {
    steppedAt.current = room.now();
    const moved = messageWindow[to](messages.peek());
    if (!moved) steppedAt.current = 0;
    return moved;
  };
  const earlier = () => {
    if (printing.peek()) return;
    if (step('earlier') || !messageWindow.reachesStart(messages.peek())) return;
    // Before, what is on its way may be enough; without a line it would only fail.
    if (room.state.peek().at === 'live' && timeline.older.peek().at === 'idle')
      void timeline.loadOlder();
  };
  const later = () => {
    if (!step('later') && room.state.peek().at === 'live')
      void timeline.detached.peek()?.loadNewer();
  };
  const toEnd = () => {
    timeline.cameFrom.value = null;
    timeline.show(null);
    messageWindow.toEnd(room.messages.peek());
    scrollAnchor?.toEnd();
  };
  const showsHelp = useSignal(false);
  /** Handles keys that jump to messages outside of the window. @returns whether the key was handled. */
  const onKey = ({ key, target }: KeyboardEvent): boolean => {
    if (!(target as Element).matches('article')) return false;
    const all = messages.peek();
    const beyond =
      (key === 'Home' && !messageWindow.reachesStart(all) && all[0]) ||
      (key === 'End' && !messageWindow.reachesEnd && room.messages.peek().at(-1));
    if (beyond) jumpTarget.value = beyond;
    if (key === '?') showsHelp.value = true;
    return Boolean(beyond) || key === '?';
  };
  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return;
    const made = new ScrollAnchor(scroller.current, list.current, {
      nearTop: earlier,
      nearBottom: later,
      reachesEnd: () => messageWindow.reachesEnd,
      isFull: () => messageWindow.isFull(messages.peek()),
      keepInView: () => {
        // Nothing is visible in a closed chat.
        if (scroller.current?.clientHeight === 0) return null;
        const isKept =
          document.visibilityState === 'hidden' ||
          room.unread.isFresh ||
          messageWindow.filling === 'later';
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
    const written = room.outbox.peek().filter(({ command }) => command.type === 'message').length;
    // After sending, scroll to the user's message.
    if (written > own.current) {
      room.unread.clear();
      toEnd();
    }
    own.current = written;
    // An empty list gets its size on layout, which the scroll anchor observes.
    if (shown.length > 0) scrollAnchor?.settle();
    if (steppedAt.current > 0) messageWindow.took(room.now() - steppedAt.current);
    steppedAt.current = 0;
    if (list.current) stops.keepOne(list.current);
    if (!messageWindow.filling) return;
    const next = setTimeout(step, 0, messageWindow.filling);
    return () => clearTimeout(next);
  }, [shown, scrollAnchor, isLive]);

  // Retries a page that failed when the connection broke.
  useEffect(() => {
    if (isLive && timeline.older.peek().at === 'failed') void timeline.loadOlder();
  }, [isLive]);

  const isEmpty = shown.length === 0;
  useEffect(() => {
    const { current: list } = scroller;
    if (isEmpty || !list) return;
    return whenLoaded(import('../bundles/details.ts'), (parts) => parts.keepUpToDate(room, list));
  }, [room, isEmpty]);
  useReadTracking(room, scrollAnchor, shown);

  const brought = useRef<typeof jumpTarget.value>(null);
  useLayoutEffect(() => {
    const target = jumpTarget.peek();
    if (!target || brought.current === target || !scrollAnchor) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(target.id)}"]`);
    if (!row) {
      // For example the user's newest message while they view the history.
      if (!findMessage(messages.peek(), target.id)) timeline.show(null);
      return messageWindow.reach(messages.peek(), target.seq);
    }
    brought.current = target;
    if (!target.isEdited) {
      scrollAnchor.toRow(row);
      row.querySelector('article')?.focus({ preventScroll: true });
    } else if (!scrollAnchor.shows(row)) scrollAnchor.toRow(row);
  }, [jumpTarget.value, shown, scrollAnchor]);

  return (
    <div class="log-frame">
      <div
        class="log"
        part="log"
        role="log"
        aria-live="off"
        aria-label={room.words.messages}
        ref={scroller}
        // Preloads the actions for the first message that is hovered.
        onPointerEnter={() => void MessageActions.load()}
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
          <ConversationStart
            room={room}
            empty={isEmpty}
            reached={printing.value || messageWindow.reachesStart(messages.value)}
          />
          <div role={LIST} class="rows" ref={list}>
            {shown.map(draw)}
          </div>
        </div>
      </div>
      {scrollAnchor && <JumpButtons room={room} keeper={scrollAnchor} onEnd={toEnd} />}
      {showsHelp.value && (
        <ShortcutsDialog
          room={room}
          onDone={() => {
            showsHelp.value = false;
          }}
        />
      )}
    </div>
  );
}
