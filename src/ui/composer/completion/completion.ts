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
  /** The text that replaces the query. */
  readonly insert: string;
  readonly label: string;
  /** The suffix that distinguishes people with similar names. */
  readonly mark?: string;
  /** The emoji, and its form without skin tone for the list of recent emoji. */
  readonly sign?: string;
  readonly plainSign?: string;
  /** The mentioned user. */
  readonly user?: User;
};

/** The DOM id of an option, for `aria-activedescendant`. */
export const optionId = (list: string, index: number): string => `${list}-${index}`;

/** As many as fit above a composer. */
const MOST = 8;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The names with a word that starts with the typed text; an exact match comes first. */
export function startingWith(names: readonly string[], typed: string): string[] {
  const wanted = fold(typed);
  const fits = (name: string): boolean =>
    name.startsWith(wanted) || name.includes(` ${wanted}`) || name.includes(`-${wanted}`);
  const fitting = names.filter((name) => fits(fold(name)));
  const isWhole = (name: string): boolean => fold(name) === wanted;
  return [...fitting.filter(isWhole), ...fitting.filter((name) => !isWhole(name))];
}

/** Suggests completions of a name or `:emoji`, and inserts the chosen one. */
export class Completion {
  readonly options = signal<readonly Option[]>([]);
  readonly active = signal(0);
  readonly #room: RoomModel;
  #sought: CompletionQuery | null = null;
  /** Whether an arrow key has moved the selection, so that Enter accepts it. */
  #isChosen = false;
  /** The start of a dismissed query. It is not offered again until the caret has left it. */
  #declined = -1;

  constructor(room: RoomModel) {
    this.#room = room;
  }

  /** The DOM id of the active option in the list with this id. */
  activeId(list: string): string | undefined {
    return this.options.value.length > 0 ? optionId(list, this.active.value) : undefined;
  }

  /** Updates the options. Call it after every change of the text or the caret. */
  async look(field: HTMLTextAreaElement): Promise<void> {
    const { selectionStart: caret, selectionEnd } = field;
    const before = this.#sought;
    if (before?.kind === 'emoji' && field.value.slice(before.from, caret) === `:${before.typed}:`)
      return this.#spelt(before, field);
    const sought = caret === selectionEnd ? completionQuery(field.value, caret) : null;
    // Nothing has changed: keep the selection.
    if (sought && before && sought.from === before.from && sought.typed === before.typed) return;
    if (sought?.from !== this.#declined) this.#declined = -1;
    this.#sought = sought;
    if (!sought || this.#declined >= 0) return this.close();
    const options =
      sought.kind === 'name' ? this.#names(sought.typed) : await this.#emoji(sought.typed);
    // The user may have typed on while the emoji were loading.
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
   * Handles a key. Enter accepts an option only after an arrow key has moved the selection; otherwise it
   * sends the message.
   * @returns whether the key was handled.
   */
  key(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
    // Keys during a composition belong to the input method.
    if (event.isComposing || event.keyCode === 229) return false;
    const count = this.options.peek().length;
    const step = steps[event.key];
    const takes = this.#isChosen && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Enter' && !(takes && count > 0)) {
      // Also cancels options that are still loading, because the text is being sent.
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

  /** Replaces the query with an option. The field fires `input` as for typing. */
  choose(index: number, field: HTMLTextAreaElement): void {
    const option = this.options.peek()[index];
    const from = this.#sought?.from;
    if (!option || from === undefined) return;
    this.#declined = from;
    this.close();
    replaceText(field, option.insert, from);
    if (option.plainSign !== undefined) rememberEmoji(option.plainSign);
  }

  /** Replaces a completely typed `:name:` with its emoji. */
  async #spelt({ from, typed }: CompletionQuery, field: HTMLTextAreaElement): Promise<void> {
    this.close();
    const name = `:${typed}:`;
    const to = from + name.length;
    const [emoji] = await this.#search(typed, 1, field);
    // The user may have removed it while the emoji were loading.
    if (!emoji?.codes.includes(typed.toLowerCase()) || !field.value.startsWith(name, from)) return;
    const { selectionStart: caret } = field;
    const sign = withSkinTone(emoji, ownSkinTone());
    replaceText(field, sign, from, to);
    // The user may have typed on or moved the caret.
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

  /** @param spelt the field that gets the emoji; its submission is delayed until then. */
  async #search(typed: string, most: number, spelt?: HTMLTextAreaElement): Promise<Emoji[]> {
    const { searchEmoji } = await import('../emoji/load-emoji.ts');
    return searchEmoji(this.#room.language.peek().tag, typed, most, spelt);
  }
}
