import { signal } from '@preact/signals';
import { fold } from '../../../client/app/text.ts';
import type { User } from '../../../client/index.ts';
import { likeliestFirst } from '../../people/mentionable-names.ts';
import { namesakesIn } from '../../people/namesakes.ts';
import type { RoomModel } from '../../room/room-model.ts';
import type { Emoji } from '../emoji/emoji.ts';
import { rememberEmoji } from '../emoji/recent-emoji.ts';
import { ownSkinTone, withSkinTone } from '../emoji/skin-tone.ts';
import { replaceText } from '../field/replace-text.ts';
import { type CompletionQuery, completionQuery } from './completion-query.ts';

export type Option = {
  /** What takes the place of what was typed. */
  readonly insert: string;
  readonly label: string;
  /** What tells the person from others whose names look the same. */
  readonly mark?: string;
  /** The emoji itself, and what it is remembered by. */
  readonly sign?: string;
  readonly plainSign?: string;
  /** Whom the name is of. */
  readonly user?: User;
};

/** The id of one of the options, for `aria-activedescendant`. */
export const optionId = (list: string, index: number): string => `${list}-${index}`;

/** So many fit above a composer. */
const MOST = 8;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Those of whose words one starts like this, in their order; one that is typed in full comes first. */
export function startingWith(names: readonly string[], typed: string): string[] {
  const wanted = fold(typed);
  const fits = (name: string): boolean =>
    name.startsWith(wanted) || name.includes(` ${wanted}`) || name.includes(`-${wanted}`);
  const fitting = names.filter((name) => fits(fold(name)));
  const isWhole = (name: string): boolean => fold(name) === wanted;
  return [...fitting.filter(isWhole), ...fitting.filter((name) => !isWhole(name))];
}

/** Offers what a half-typed name or `:emoji` may become, and puts in what is chosen. */
export class Completion {
  readonly options = signal<readonly Option[]>([]);
  readonly active = signal(0);
  readonly #room: RoomModel;
  #sought: CompletionQuery | null = null;
  /** Whether a key has moved among the options, so that Enter takes one. */
  #isChosen = false;
  /** Where somebody said no; asked again there only once they have left. */
  #declined = -1;

  constructor(room: RoomModel) {
    this.#room = room;
  }

  /** The id of the option that Tab would take, in the list of that id. */
  activeId(list: string): string | undefined {
    return this.options.value.length > 0 ? optionId(list, this.active.value) : undefined;
  }

  /** To be told after every change of the text or the cursor. */
  async look(field: HTMLTextAreaElement): Promise<void> {
    const { selectionStart: caret, selectionEnd } = field;
    const before = this.#sought;
    if (before?.kind === 'emoji' && field.value.slice(before.from, caret) === `:${before.typed}:`)
      return this.#spelt(before, field);
    const sought = caret === selectionEnd ? completionQuery(field.value, caret) : null;
    // Told of again, and nothing has changed: what was chosen stays.
    if (sought && before && sought.from === before.from && sought.typed === before.typed) return;
    if (sought?.from !== this.#declined) this.#declined = -1;
    this.#sought = sought;
    if (!sought || this.#declined >= 0) return this.close();
    const options =
      sought.kind === 'name' ? this.#names(sought.typed) : await this.#emoji(sought.typed);
    // Somebody may have typed on while the emoji were fetched.
    if (this.#sought !== sought) return;
    this.options.value = options;
    this.active.value = 0;
    this.#isChosen = false;
  }

  close(): void {
    this.#sought = null;
    if (this.options.peek().length > 0) this.options.value = [];
  }

  /**
   * Enter is for the list only once an arrow has moved in it: whoever has typed what they mean sends.
   * @returns whether the key was for the list.
   */
  key(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
    // Keys during a composition belong to the input method.
    if (event.isComposing || event.keyCode === 229) return false;
    const count = this.options.peek().length;
    const step = steps[event.key];
    const takes = this.#isChosen && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Enter' && !(takes && count > 0)) {
      // Also what is still on its way: the text that it was for is sent.
      this.close();
      return false;
    }
    if (count === 0) return false;
    if (step !== undefined) {
      this.active.value = (this.active.peek() + step + count) % count;
      this.#isChosen = true;
    } else if (event.key === 'Enter' || event.key === 'Tab') this.choose(this.active.peek(), field);
    else if (event.key === 'Escape') {
      this.#declined = this.#sought?.from ?? -1;
      this.close();
    } else return false;
    return true;
  }

  /** Puts the option in the place of what was typed; the field tells of it as if it had been typed. */
  choose(index: number, field: HTMLTextAreaElement): void {
    const option = this.options.peek()[index];
    const from = this.#sought?.from;
    if (!option || from === undefined) return;
    this.#declined = from;
    this.close();
    replaceText(field, option.insert, from);
    if (option.plainSign !== undefined) rememberEmoji(option.plainSign);
  }

  /** The name of an emoji that was typed to its last colon becomes the emoji. */
  async #spelt({ from, typed }: CompletionQuery, field: HTMLTextAreaElement): Promise<void> {
    this.close();
    const name = `:${typed}:`;
    const to = from + name.length;
    const [emoji] = await this.#search(typed, 1, field);
    // Somebody may have taken it back while the emoji were fetched, or typed on.
    if (!emoji?.codes.includes(typed.toLowerCase()) || !field.value.startsWith(name, from)) return;
    const { selectionStart: caret } = field;
    const sign = withSkinTone(emoji, ownSkinTone());
    replaceText(field, sign, from, to);
    // The user may have typed on, or gone elsewhere.
    const now = caret < to ? caret : caret - name.length + sign.length;
    field.setSelectionRange(now, now);
    rememberEmoji(emoji.sign);
  }

  #names(typed: string): Option[] {
    const { messages, presence, assistant, you } = this.#room;
    const members = presence.peek().members ?? [];
    const known = likeliestFirst(messages.peek(), members, assistant.peek());
    const users = new Map<string, User>();
    for (const { user } of messages.peek()) users.set(user.name, user);
    for (const user of [...members, assistant.peek() ?? []].flat()) users.set(user.name, user);
    const own = you.peek()?.name;
    const others = [...known].filter((name) => name !== own);
    const namesakes = namesakesIn(this.#room).peek();
    return startingWith(others, typed)
      .slice(0, MOST)
      .map((name) => {
        const user = users.get(name);
        const mark = namesakes.markOfName(name);
        return { insert: `@${name} `, label: name, mark, ...(user && { user }) };
      });
  }

  async #emoji(typed: string): Promise<Option[]> {
    const found = await this.#search(typed, MOST);
    const tone = ownSkinTone();
    return found.map((emoji) => {
      const sign = withSkinTone(emoji, tone);
      return { insert: `${sign} `, label: `:${emoji.codes[0]}:`, sign, plainSign: emoji.sign };
    });
  }

  /** @param spelt the field whose text is about to get the emoji; what is sent waits for it. */
  async #search(typed: string, most: number, spelt?: HTMLTextAreaElement): Promise<Emoji[]> {
    const { searchEmoji } = await import('../emoji/load-emoji.ts');
    return searchEmoji(this.#room.language.peek().tag, typed, most, spelt);
  }
}
