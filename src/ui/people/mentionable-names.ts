// The names that can be mentioned: people who are online, and authors of messages.
import { computed, type ReadonlySignal } from '@preact/signals';
import { MentionFinder } from '../../client/app/mentions.ts';
import type { Message, User } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';
import type { RoomModel } from '../room/room-model.ts';

/** The names in a room, likeliest first. */
export class MentionableNames {
  readonly all: readonly string[];
  readonly #finder: MentionFinder;

  constructor(names: Iterable<string>) {
    this.all = [...names];
    this.#finder = new MentionFinder(this.all);
  }

  /** The length of the mention that starts at a position; 0 if none does. */
  mentionAt = (text: string, at: number): number => {
    const mention = this.#finder.at(text, at);
    return mention ? mention.to - at : 0;
  };
}

const nobody = new MentionableNames([]);

/** The assistant, then authors by their latest message, then other people who are online. */
export function likeliestFirst(
  messages: readonly Message[],
  members: readonly User[],
  assistant: { readonly name: string } | null,
): ReadonlySet<string> {
  const names = new Set(assistant && [assistant.name]);
  for (let i = messages.length - 1; i >= 0; i--) names.add(messages[i]?.user.name ?? '');
  for (const { name } of members) names.add(name);
  names.delete('');
  return names;
}

/** The names in a room; the same object until a new name appears. */
export const mentionableNames = (room: RoomModel): MentionableNames => namesIn(room).value;

const namesIn = perRoom(({ messages, presence, assistant }): ReadonlySignal<MentionableNames> => {
  let known = nobody;
  return computed(() => {
    const names = likeliestFirst(messages.value, presence.value.members ?? [], assistant.value);
    const same = names.size === known.all.length && known.all.every((name) => names.has(name));
    if (!same) known = new MentionableNames(names);
    return known;
  });
});
