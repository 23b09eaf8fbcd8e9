import { effect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isPageActive } from '../browser/page-active.ts';
import type { ScrollAnchor } from '../conversation/scroll-anchor.ts';
import type { RoomModel } from '../room/room-model.ts';
import { findMessage } from './message-lookup.ts';
import { shownTimeline } from './shown-timeline.ts';

/** Notes what has been read: what was in view while somebody sat in front of it. */
export function useReadTracking(
  room: RoomModel,
  scrollAnchor: ScrollAnchor | null,
  shown: readonly unknown[],
): void {
  useEffect(() => {
    if (!scrollAnchor) return;
    let wasAtEnd = true;
    return effect(() => {
      scrollAnchor.views.value;
      // Who takes a name has read, from then on, what they see.
      room.you.value;
      // Who is nobody any more has seen it all the same.
      room.unread.count.value;
      const atEnd = scrollAnchor.following.value;
      // What is between the history that is shown and the newest messages has not been read.
      const isDetached = shownTimeline(room).detached.value !== null;
      if (!isPageActive.value || isDetached || room.state.value.at !== 'live') return;
      const messages = room.messages.peek();
      // To look costs time, and who scrolls through what they know asks for it in every frame.
      if (!room.unread.hasSeen(messages.at(-1)?.seq ?? 0)) {
        const id = scrollAnchor.lastInView()?.dataset['key'];
        const message = id === undefined ? undefined : findMessage(messages, id);
        if (message || messages.length === 0) room.unread.seen(message?.seq ?? 0);
      }
      // Who has come to the end themselves is through.
      if (atEnd && !wasAtEnd) room.unread.clear();
      wasAtEnd = atEnd;
    });
  }, [scrollAnchor]);

  const newest = useRef(0);
  const lineBefore = useRef<number | null>(null);
  useLayoutEffect(() => {
    const seq = room.messages.peek().at(-1)?.seq ?? 0;
    if (seq === newest.current) return;
    newest.current = seq;
    if (room.unread.count.peek() > 0) room.unread.draw();
    // Who sees on has passed it, unless it has only come with these rows.
    else if (
      isPageActive.peek() &&
      scrollAnchor?.following.peek() &&
      room.unread.line.peek() === lineBefore.current
    )
      room.unread.clear();
    lineBefore.current = room.unread.line.peek();
  }, [shown, scrollAnchor]);
}
