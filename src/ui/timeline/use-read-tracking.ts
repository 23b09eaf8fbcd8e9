import { effect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isPageActive } from '../browser/page-active.ts';
import type { ScrollAnchor } from '../conversation/scroll-anchor.ts';
import type { RoomModel } from '../room/room-model.ts';
import { findMessage } from './message-lookup.ts';
import { shownTimeline } from './shown-timeline.ts';

/** Marks messages as read that were in view while the page was active. */
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
      // Runs again when the user takes a name.
      room.you.value;
      // Runs again when the count changes, for example after a logout.
      room.unread.count.value;
      const atEnd = scrollAnchor.following.value;
      // With a detached timeline, the messages after it have not been read.
      const isDetached = shownTimeline(room).detached.value !== null;
      if (!isPageActive.value || isDetached || room.state.value.at !== 'live') return;
      const messages = room.messages.peek();
      // Measuring the view is expensive, and scrolling would do it in every frame.
      if (!room.unread.hasSeen(messages.at(-1)?.seq ?? 0)) {
        const id = scrollAnchor.lastInView()?.dataset['key'];
        const message = id === undefined ? undefined : findMessage(messages, id);
        if (message || messages.length === 0) room.unread.seen(message?.seq ?? 0);
      }
      // A reader who scrolled to the end is done.
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
    // A reader who follows has passed the divider, unless it was only just added.
    else if (
      isPageActive.peek() &&
      scrollAnchor?.following.peek() &&
      room.unread.line.peek() === lineBefore.current
    )
      room.unread.clear();
    lineBefore.current = room.unread.line.peek();
  }, [shown, scrollAnchor]);
}
