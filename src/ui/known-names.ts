// Who can be mentioned: those who are here, and those who have spoken.
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Message, User } from '../client/index.ts';
import { perRoom } from './per-room.ts';
import type { RoomModel } from './room-model.ts';

/** Names by which people are known in a room, the likeliest first. */
export class KnownNames {
  readonly all: readonly string[];
  readonly #byFirst = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    this.all = [...names];
    for (const name of this.all) {
      const lower = name.toLowerCase();
      const first = lower.slice(0, 1);
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), lower]);
    }
    // `@Ada Lovelace` is not `@Ada`, even if she is here too.
    for (const alike of this.#byFirst.values()) alike.sort((a, b) => b.length - a.length);
  }

  /** How long the name is that starts there, the longest of those known; 0 where there is none. */
  at = (text: string, at: number): number => {
    const alike = this.#byFirst.get(text.slice(at, at + 1).toLowerCase()) ?? [];
    const name = alike.find(
      (name) =>
        text.slice(at, at + name.length).toLowerCase() === name &&
        !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length)),
    );
    return name?.length ?? 0;
  };
}

const nobody = new KnownNames([]);

/** Those who are here, the assistant, then those who spoke, the last of them first. */
export function likeliestFirst(
  messages: readonly Message[],
  members: readonly User[],
  assistant: { readonly name: string } | null,
): ReadonlySet<string> {
  const names = new Set(members.map(({ name }) => name));
  if (assistant) names.add(assistant.name);
  for (let i = messages.length - 1; i >= 0; i--) names.add(messages[i]?.user.name ?? '');
  names.delete('');
  return names;
}

/** The names known in a room; the same object as long as nobody new turns up. */
export const knownIn = (room: RoomModel): KnownNames => namesIn(room).value;

const namesIn = perRoom(({ messages, presence, assistant }): ReadonlySignal<KnownNames> => {
  let known = nobody;
  return computed(() => {
    const names = likeliestFirst(messages.value, presence.value.members ?? [], assistant.value);
    const same = names.size === known.all.length && known.all.every((name) => names.has(name));
    if (!same) known = new KnownNames(names);
    return known;
  });
});
