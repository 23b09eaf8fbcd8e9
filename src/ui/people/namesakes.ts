// Distinguishes people whose names look the same by the end of their user ids.
import { computed } from '@preact/signals';
import { fold } from '../../client/app/text.ts';
import type { Message, User } from '../../client/index.ts';
import { perRoom } from '../room/per-room.ts';

// Cyrillic, Greek, Armenian and Latin letters that look like plain Latin ones. The server protects reserved
// names with Unicode's whole table; this only concerns ordinary people with similar names.
const LATIN = new Map(
  (
    'аaвbеeкkмmнhоoрpсcтtуyхxіiѕsјjԁdɡgԛqԝwӏlαaοoρpνvτtιiκkυuγyօoսuհhոnցgզqјjοoϲcϳjꜱsʀrıiɑaɡgʏyᴏoᴄcᴠvᴡwᴢz'.match(
      /../g,
    ) ?? []
  ).map(([from = '', to = '']) => [from, to]),
);

/** The least number of id characters that is shown. */
const SUFFIX_CHARS = 4;

/** A name's skeleton: equal for names that look the same at a glance. */
export const looksOf = (name: string): string =>
  [...fold(name)]
    .map((sign) => LATIN.get(sign) ?? sign)
    .join('')
    // Removes accents and punctuation. Vowel signs of Indic scripts are kept: they look like letters.
    .replace(/[^\p{L}\p{N}\p{M}|]|\p{sc=Inherited}/gu, '')
    .replace(/[1|i]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm');

/** Distinguishes the people of a room, by all names they were seen under. */
export class Namesakes {
  readonly #looks = new Map<string, string>();
  readonly #people = new Map<string, Set<string>>();
  /** User ids by exact name. */
  readonly #owners = new Map<string, Set<string>>();

  constructor(users: Iterable<User>) {
    for (const { id, name } of users) {
      const looks = this.#looksOf(name);
      this.#people.set(looks, (this.#people.get(looks) ?? new Set()).add(id));
      this.#owners.set(name, (this.#owners.get(name) ?? new Set()).add(id));
    }
  }

  /**
   * The suffix of a name: the shortest end of the id that nobody with a similar name shares.
   * @returns an empty string if nobody else has a similar name.
   */
  markOf({ id, name }: User): string {
    const others = [...(this.#people.get(this.#looksOf(name)) ?? [])].filter((one) => one !== id);
    if (others.length === 0) return '';
    let length = SUFFIX_CHARS;
    while (length < id.length && others.some((one) => one.endsWith(id.slice(-length)))) length++;
    return `#${id.slice(-length)}`;
  }

  /**
   * The same for a name that is offered as a mention.
   * @returns an empty string also if several people have exactly this name: it mentions all of them.
   */
  markOfName(name: string): string {
    const [id, other] = this.#owners.get(name) ?? [];
    return id === undefined || other !== undefined ? '' : this.markOf({ id, name });
  }

  /** Cached, because few people write most of a conversation. */
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

/** The namesakes of a room, kept up to date. */
export const namesakesIn = perRoom(({ messages, presence }) =>
  computed(() => new Namesakes(seenIn(messages.value, presence.value.members ?? []))),
);
