// Who can be mentioned: those who are here, and those who have spoken.
import { computed, type ReadonlySignal } from '@preact/signals';
import { MentionFinder } from '../../client/app/mentions.ts';
import type { Message, User } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';
import type { RoomModel } from '../room/room-model.ts';

/** Names by which people are known in a room, the likeliest first. */
export class MentionableNames {
  readonly all: readonly string[];
  readonly #finder: MentionFinder;

  constructor(names: Iterable<string>) {
    this.all = [...names];
    this.#finder = new MentionFinder(this.all);
  }

  /** How long the mention is whose sign stands there; 0 where none does. */
  mentionAt = (text: string, at: number): number => {
    const mention = this.#finder.at(text, at);
    return mention ? mention.to - at : 0;
  };
}

const nobody = new MentionableNames([]);

/** The assistant, those who spoke, the last of them first, then the others who are here. */
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

/** The names known in a room; the same object as long as nobody new turns up. */
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
