import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { lazy } from '../lazy/lazy.ts';
import type { RoomModel } from '../room/room-model.ts';
import type { Announced } from './announcements.ts';

/** The shortest interval between announcements. */
const PAUSE_MS = 1000;

/** Lazy, because an empty room needs no announcements. */
const wording = lazy(async () => {
  const { loadPlainText, announcementFor } = await import('./announcements.ts');
  await loadPlainText();
  return announcementFor;
});

/**
 * Announces new messages to screen readers. A live list would make them read whole pages. Old messages and
 * the user's own are never announced.
 */
export function Announcer({ room }: { room: RoomModel }): JSX.Element {
  const said = useSignal('');
  const heard = useRef<Announced | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useSignalEffect(() => {
    const messages = room.messages.value;
    if (room.state.value.at !== 'live') return;
    heard.current ??= { upTo: messages.at(-1)?.seq ?? 0, awaited: new Set() };
    const before = heard.current;
    const announcementFor = messages.length > 0 && wording();
    if (!announcementFor) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const news = announcementFor(
        room.messages.peek(),
        heard.current ?? before,
        room.you.peek()?.id ?? null,
        room.words,
      );
      heard.current = news.heard;
      // A repeated text is announced only if it differs.
      const again = news.text === said.peek() ? '\u00a0' : '';
      if (news.text !== null) said.value = news.text + again;
    }, PAUSE_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <p class="unseen" role="status">
      {said}
    </p>
  );
}
