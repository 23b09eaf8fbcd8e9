import { isInCode } from './is-in-code.ts';
import {
  ANSWER_TAG,
  ANY_OPEN,
  EMPTY_THOUGHT,
  LONE_CLOSE,
  PARTIAL_ANSWER_TAG,
  PARTIAL_LONE_CLOSE,
  PARTIAL_WRAPPING,
  THINKING_TAGS,
  WRAPPING_ENDS,
  WRAPPINGS,
} from './thinking-tags.ts';

/** The longest closing tag, which may be split between two pieces. */
const MAX_CLOSE_CHARS = 64;
/** An answer with more closing tags in code or after quotation marks is about such tags. */
const MAX_QUOTED = 16;
/** The most white space before the first word that is kept. */
const MAX_BLANK_CHARS = 1024;
/** The most text that is held back or compared; an answer is not longer. */
const MAX_HELD_CHARS = 65_536;

/** The result for a piece of text. */
export type Filtered = {
  /** Text of the answer to pass on. */
  readonly text: string;
  /** Whether all text passed on before was thinking, so the answer begins with `text`. */
  readonly isRetracted?: boolean;
  /** Whether the piece had thinking in it. */
  readonly thought?: boolean;
};

/**
 * Removes a model's thinking from its text [R117]. Thinking is at the beginning of an answer,
 * between tags, once or several times. Without a closing tag it lasts to the end. All text before a
 * lone closing tag is thinking, unless the tag is in code or after a quotation mark, or follows an
 * opening tag or other thinking. Everything else is the answer, whatever it contains.
 */
export class ThinkingFilter {
  #state: 'start' | 'thinking' | 'held' | 'answer';
  #buffer = '';
  #close = /$^/;
  /** The text that was passed on; `undefined` once a lone closing tag cannot follow any more. */
  #passed: string | undefined = '';
  #hasWrapping = false;
  /** The number of closing tags in code or after quotation marks, which close nothing. */
  #quoted = 0;
  /** How much of the held text was searched for a closing tag. */
  #searched = 0;
  /** Whether this answer began with thinking that had no opening tag. */
  beganInThought = false;

  /**
   * @param expectsThought whether the model's answers begin with thinking that has no opening tag.
   *   The filter then holds text back until the thinking ends.
   */
  constructor(expectsThought: boolean) {
    this.#state = expectsThought ? 'held' : 'start';
  }

  /** Adds text. @returns what can be passed on so far. */
  add(piece: string): Filtered {
    this.#buffer += piece;
    return this.#read(false);
  }

  /** Called if the model sends its thinking in a separate field, so its text has none. */
  thinksElsewhere(): Filtered {
    this.#passed = undefined;
    if (this.#state !== 'held') return { text: '' };
    this.#state = 'start';
    return this.#read(false);
  }

  /** Ends the answer. @returns the text that was held back. */
  end(): Filtered {
    return this.#read(true);
  }

  #read(isEnd: boolean): Filtered {
    switch (this.#state) {
      case 'start':
        return this.#begin(isEnd);
      case 'thinking':
        return this.#think(isEnd);
      case 'held':
        return this.#hold(isEnd);
      case 'answer':
        return this.#answer(isEnd);
    }
  }

  #begin(isEnd: boolean): Filtered {
    const text = this.#buffer.trimStart();
    if (text === '') {
      this.#buffer = this.#buffer.slice(-MAX_BLANK_CHARS);
      return { text: '' };
    }
    for (const { open, close } of THINKING_TAGS) {
      const found = open.exec(text);
      if (found === null) continue;
      this.#close = close(found[1] ?? '');
      return this.#enter('thinking', text.slice(found[0].length), isEnd);
    }
    const rest = withoutLeading(text);
    if (rest !== undefined) {
      if (WRAPPINGS.test(text)) this.#hasWrapping = true;
      else this.#passed = undefined;
      return this.#enter('start', rest, isEnd);
    }
    const hasThought = this.#passed === undefined;
    const wrapped = hasThought && !this.#hasWrapping ? ANSWER_TAG.exec(text) : null;
    if (wrapped !== null) {
      this.#hasWrapping = true;
      return this.#enter('start', text.slice(wrapped[0].length), isEnd);
    }
    if (!isEnd && (isPartialTag(text) || (hasThought && PARTIAL_ANSWER_TAG.test(text))))
      return { text: '' };
    // White space before the first word belongs to the answer, unless it follows thinking.
    if (this.#passed === undefined || this.#hasWrapping) this.#buffer = text;
    this.#state = 'answer';
    return this.#answer(isEnd);
  }

  #think(isEnd: boolean): Filtered {
    const found = this.#close.exec(this.#buffer);
    if (found === null) {
      this.#buffer = isEnd ? '' : this.#buffer.slice(-MAX_CLOSE_CHARS);
      return { text: '', thought: true };
    }
    this.#passed = undefined;
    const rest = this.#buffer.slice(found.index + found[0].length).trimStart();
    return { ...this.#enter('start', rest, isEnd), thought: true };
  }

  #hold(isEnd: boolean): Filtered {
    const text = this.#buffer.trimStart();
    if (THINKING_TAGS.some(({ open }) => open.test(text))) {
      this.#state = 'start';
      return this.#begin(isEnd);
    }
    // A tag that was incomplete at the last search may be complete now.
    const from = Math.max(0, this.#searched - MAX_CLOSE_CHARS);
    this.#searched = this.#buffer.length;
    const found = this.#loneClose(this.#buffer.slice(from), this.#buffer.slice(0, from));
    const close = found === undefined ? undefined : from + found;
    if (close !== undefined) {
      this.beganInThought = true;
      this.#passed = undefined;
      return {
        ...this.#enter('start', this.#buffer.slice(close).trimStart(), isEnd),
        thought: true,
      };
    }
    if (isEnd) {
      this.#state = 'answer';
      return this.#answer(true);
    }
    if (this.#buffer.length > MAX_HELD_CHARS + MAX_CLOSE_CHARS) {
      this.#buffer =
        this.#buffer.slice(0, MAX_HELD_CHARS - MAX_CLOSE_CHARS) +
        this.#buffer.slice(-MAX_CLOSE_CHARS);
      this.#searched = this.#buffer.length;
    }
    return { text: '', thought: true };
  }

  #answer(isEnd: boolean): Filtered {
    let text = this.#buffer;
    this.#buffer = '';
    if (this.#hasWrapping) return { text: this.#unwrapped(text, isEnd) };
    if (this.#passed === undefined) return { text };
    const partial = isEnd ? null : PARTIAL_LONE_CLOSE.exec(text);
    if (partial !== null) {
      this.#buffer = partial[0];
      text = text.slice(0, partial.index);
    }
    const close = this.#loneClose(text, this.#passed);
    if (close === undefined) {
      // An answer longer than this is cut anyway.
      if (this.#quoted > MAX_QUOTED) this.#passed = undefined;
      else if (this.#passed.length < MAX_HELD_CHARS) this.#passed += text;
      return { text };
    }
    this.beganInThought = true;
    const isRetracted = this.#passed !== '';
    this.#passed = undefined;
    const rest = text.slice(close).trimStart() + this.#buffer;
    return { ...this.#enter('start', rest, isEnd), isRetracted, thought: true };
  }

  /** @returns the index after a lone closing tag; `undefined` if there is none. */
  #loneClose(text: string, before: string): number | undefined {
    for (const { 0: tag, index } of text.matchAll(LONE_CLOSE)) {
      // Each check reads all earlier text, so their number is bounded.
      if (this.#quoted > MAX_QUOTED) return undefined;
      const all = before + text.slice(0, index);
      if (ANY_OPEN.test(all)) return undefined;
      if (!isInCode(all) && !/["'“”‘’«»„]$/.test(all)) return index + tag.length;
      this.#quoted += 1;
    }
    return undefined;
  }

  #enter(state: 'start' | 'thinking', rest: string, isEnd: boolean): Filtered {
    this.#state = state;
    this.#buffer = rest;
    return this.#read(isEnd);
  }

  #unwrapped(text: string, isEnd: boolean): string {
    const partial = isEnd ? null : /<(?:\|[\w]{0,20}\|?|\/[a-z]{0,8}(?:>\s*)?)?$/i.exec(text);
    if (partial !== null) this.#buffer = partial[0];
    return (partial === null ? text : text.slice(0, partial.index)).replace(WRAPPING_ENDS, '');
  }
}

/** @returns the text after a leading wrapping or closing tag; `undefined` if there is none. */
function withoutLeading(text: string): string | undefined {
  const found = WRAPPINGS.exec(text);
  if (found !== null) return text.slice(found[0].length).trimStart();
  const close = new RegExp(`^(?:${LONE_CLOSE.source})`, 'i').exec(text) ?? EMPTY_THOUGHT.exec(text);
  return close === null ? undefined : text.slice(close[0].length).trimStart();
}

const isPartialTag = (text: string): boolean =>
  text === '<' ||
  PARTIAL_WRAPPING.test(text) ||
  PARTIAL_LONE_CLOSE.exec(text)?.index === 0 ||
  THINKING_TAGS.some(({ partial }) => partial.test(text));
