// People whose names look the same are told apart by the end of their ids.
import { computed } from '@preact/signals';
import { fold } from '../../client/app/text.ts';
import type { Message, User } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';

// Letters of Cyrillic, Greek, Armenian and Latin itself that look like plain Latin ones. The server, which has Unicode's whole
// table, keeps reserved names; here it is about people who happen to be called alike, or mean to be.
const LATIN = new Map(
  (
    'аaвbеeкkмmнhоoрpсcтtуyхxіiѕsјjԁdɡgԛqԝwӏlαaοoρpνvτtιiκkυuγyօoսuհhոnցgզqјjοoϲcϳjꜱsʀrıiɑaɡgʏyᴏoᴄcᴠvᴡwᴢz'.match(
      /../g,
    ) ?? []
  ).map(([from = '', to = '']) => [from, to]),
);

/** How many signs of an id tell people apart at least. */
const SIGNS = 4;

/** What a name looks like at a glance: equal for names that are hard to tell apart. */
export const looksOf = (name: string): string =>
  [...fold(name)]
    .map((sign) => LATIN.get(sign) ?? sign)
    .join('')
    // Accents and what else is put on letters; the vowels of scripts of India are letters to the eye.
    .replace(/[^\p{L}\p{N}\p{M}|]|\p{sc=Inherited}/gu, '')
    .replace(/[1|i]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm');

/** Tells people apart who are seen in one room, by whatever names they were seen under. */
export class Namesakes {
  readonly #looks = new Map<string, string>();
  readonly #people = new Map<string, Set<string>>();
  /** Whose each name is, letter by letter. */
  readonly #owners = new Map<string, Set<string>>();

  constructor(users: Iterable<User>) {
    for (const { id, name } of users) {
      const looks = this.#looksOf(name);
      this.#people.set(looks, (this.#people.get(looks) ?? new Set()).add(id));
      this.#owners.set(name, (this.#owners.get(name) ?? new Set()).add(id));
    }
  }

  /**
   * What to put behind the name: the shortest end of the id that nobody with such a name shares.
   * @returns an empty text where nobody else is called alike.
   */
  markOf({ id, name }: User): string {
    const others = [...(this.#people.get(this.#looksOf(name)) ?? [])].filter((one) => one !== id);
    if (others.length === 0) return '';
    let length = SIGNS;
    while (length < id.length && others.some((one) => one.endsWith(id.slice(-length)))) length++;
    return `#${id.slice(-length)}`;
  }

  /**
   * The same for a name, as it is offered to be mentioned.
   * @returns an empty text also where several people have this very name: it means them all.
   */
  markOfName(name: string): string {
    const [id, other] = this.#owners.get(name) ?? [];
    return id === undefined || other !== undefined ? '' : this.markOf({ id, name });
  }

  /** Remembered, for most of a conversation is said by few people. */
  #looksOf(name: string): string {
    const known = this.#looks.get(name) ?? (looksOf(name) || name);
    this.#looks.set(name, known);
    return known;
  }
}

const seenIn = (messages: readonly Message[], members: readonly User[]): User[] => [
  ...messages.map(({ user }) => user),
  ...members,
];

/** The people of a room as they come, go and speak. */
export const namesakesIn = perRoom(({ messages, presence }) =>
  computed(() => new Namesakes(seenIn(messages.value, presence.value.members ?? []))),
);
