import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Message } from '../../client/index.ts';
import { allWords } from '../i18n/more-words/en.ts';
import { namesById } from '../people/names-by-id.ts';
import type { RoomModel } from '../room/room-model.ts';
import { askForOwn, hasReacted, toggleReaction } from './own-reactions.ts';

/** The reactions to a message; each toggles the user's own. */
export function Reactions({
  room,
  message,
}: {
  room: RoomModel;
  message: Message;
}): JSX.Element | null {
  useEffect(() => askForOwn(room, message));
  const all = Object.entries(message.reactions ?? {}).filter(([, { count }]) => count > 0);
  if (all.length === 0) return null;
  const you = room.you.value?.id ?? null;

  // Not subscribed to messages, since every new one would rerender all reactions. People without messages
  // are known from presence.
  void room.presence.value;
  const known = namesById(room).peek();
  const whoReacted = (emoji: string): string => {
    const { by = [], count = 0 } = message.reactions?.[emoji] ?? {};
    const others = by.filter((id) => id !== you).flatMap((id) => known.get(id) ?? []);
    const names = hasReacted(room, message, emoji) ? [room.words.you, ...others] : others;
    return allWords(room.words).reactedBy(
      emoji,
      names.slice(0, 12),
      count - Math.min(names.length, 12),
    );
  };

  return (
    <div class="reactions" part="reactions">
      {all.map(([emoji, { count }]) => (
        <button
          type="button"
          key={emoji}
          class="reaction"
          tabIndex={-1}
          aria-pressed={hasReacted(room, message, emoji)}
          disabled={you === null}
          title={whoReacted(emoji)}
          onClick={({ currentTarget }) => {
            // Removing the last reaction removes the button.
            if (count === 1 && hasReacted(room, message, emoji))
              currentTarget.closest('article')?.focus({ preventScroll: true });
            void toggleReaction(room, message, emoji);
          }}
        >
          <span class="emoji" translate={false}>
            {emoji}
          </span>{' '}
          <span key={count}>{count}</span>
        </button>
      ))}
    </div>
  );
}
