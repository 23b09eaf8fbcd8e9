import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { lazy } from '../lazy/lazy.ts';
import type { RoomModel } from '../room/room-model.ts';
import type { Announced } from './announcements.ts';

/** At most one announcement in this time. */
const PAUSE_MS = 1000;

/** What words announcements; an empty room does without. */
const wording = lazy(async () => {
  const { loadPlainText, announcementFor } = await import('./announcements.ts');
  await loadPlainText();
  return announcementFor;
});

/**
 * Tells screen readers what was newly said, apart from the list, whose own changes would make them
 * read whole pages. Old messages and one's own are never announced.
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
      // The same words again are a change only if something about them is.
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
