import { isInCode } from './is-in-code.ts';

type Tags = {
  /** At the beginning of what is left of an answer; the first group names what closes it. */
  readonly open: RegExp;
  readonly close: (name: string) => RegExp;
  /** How the beginning of such a tag looks while it is not there whole. */
  readonly half: RegExp;
  /** One of this kind, as a model writes it. */
  readonly example: readonly [open: string, close: string];
};

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');
const NAME = '[\\w.:-]*(?:think|thought|reason|reflect|scratchpad|monologue)[\\w.:-]*';

/** The ways in which models mark their thinking, tried in this order [R117]. */
export const THINKING_TAGS: readonly Tags[] = [
  {
    open: /^<\|channel\|>\s*(?:analysis|commentary)[^<]{0,80}(?:<\|constrain\|>\s*\w{0,20}\s*)?<\|message\|>/i,
    close: () => /<\|end\|>|<\|return\|>|<\|call\|>|(?=<\|start\|>)|(?=<\|channel\|>\s*final)/i,
    half: /^<\|channel(?:$|\|(?:$|>[^<]{0,90}(?:$|<\|?[a-z]{0,9}\|?$|<\|constrain\|>\s*\w{0,20}\s*(?:$|<\|?[a-z]{0,7}\|?$))))/i,
    example: ['<|channel|>analysis<|message|>', '<|end|>'],
  },
  {
    open: /^<\|channel>\s*(?:thought|analysis)\b/i,
    close: () => /<channel\|>/i,
    half: /^<\|channel>\s*[a-z]{0,8}$/i,
    example: ['<|channel>thought\n', '<channel|>'],
  },
  {
    open: /^<\|(?:begin_of_|start_)(thought|thinking|reasoning)\|>/i,
    close: (name) => new RegExp(`<\\|(?:end_of_|end_)${escaped(name)}\\|>`, 'i'),
    half: /^<\|[\w]{0,30}\|?$/,
    example: ['<|START_THINKING|>', '<|END_THINKING|>'],
  },
  {
    open: new RegExp(`^<\\|(${NAME})\\|>`, 'i'),
    close: (name) => new RegExp(`<\\|/${escaped(name)}\\|>|</${escaped(name)}>`, 'i'),
    half: /^<\|[\w.:-]{0,30}\|?$/,
    example: ['<|thinking|>', '<|/thinking|>'],
  },
  {
    // The same, where the server has taken the tags away and left what stood in them.
    open: /^analysis(?=[A-Z"'])/,
    close: () => /assistantfinal/,
    half: /^a(?:n(?:a(?:l(?:y(?:s(?:is?)?)?)?)?)?)?$/,
    example: ['analysisThe user says hi.', 'assistantfinal'],
  },
  {
    open: new RegExp(`^<(${NAME})(?:\\s(?:[^<>]{0,199}[^<>/])?)?>`, 'i'),
    // Some open one of these two and close the other.
    close: (name) =>
      new RegExp(`</${escaped(name).replace(/think(?:ing)?$/i, 'think(?:ing)?')}\\s*>`, 'i'),
    half: /^<[a-z][\w.:-]{0,40}(?:\s[^<>]{0,200}|\/)?$/i,
    example: ['<think>', '</think>'],
  },
  {
    open: /^<details type="reasoning"[^<>]{0,200}>/i,
    close: () => /<\/details>/i,
    half: /^<details(?:\s[^<>]{0,200})?$/i,
    example: ['<details type="reasoning" done="true">', '</details>'],
  },
  {
    open: /^\[think\]/i,
    close: () => /\[\/think\]/i,
    half: /^\[(?:t(?:h(?:i(?:nk?)?)?)?)?$/i,
    example: ['[THINK]', '[/THINK]'],
  },
  {
    open: /^◁think▷/i,
    close: () => /◁\/think▷/i,
    half: /^◁[a-z]{0,5}$/i,
    example: ['◁think▷', '◁/think▷'],
  },
];

/** What some models put around the answer itself once they have thought. */
const WRAPPINGS =
  /^(?:<\|start\|>assistant|<\|channel\|>\s*final[^<]{0,80}<\|message\|>|<\|(?:begin_of_solution|start_response)\|>)/i;
const HALF_WRAPPING = /^<\|[a-z_]{0,20}(?:$|\|(?:$|>[^<]{0,80}(?:$|<\|?[a-z]{0,7}\|?$)))/i;
const WRAPPING_ENDS =
  /<\|(?:end_of_solution|end_response|return|end)\|>|<\/(?:answer|response|output|final)>\s*$/gi;
/** Tags that wrap an answer only where thinking came before it; elsewhere they are its own words. */
const ANSWER_TAG = /^<(?:answer|response|output|final)>/i;
const HALF_ANSWER_TAG = /^<[a-z]{0,8}$/i;
/** Thinking of no length, in one tag. */
const EMPTY_THOUGHT = new RegExp(`^<${NAME}\\s*/>`, 'i');

/** A closing tag whose opening one was in the prompt, and so never came. */
const LONE_CLOSE = new RegExp(`</${NAME}\\s*>|\\[/think\\]|◁/think▷`, 'gi');
const HALF_LONE_CLOSE = /(?:<(?:\/[\w.:-]{0,30}\s{0,3})?|\[(?:\/[a-z]{0,5})?|◁(?:\/[a-z]{0,5})?)$/i;
const ANY_OPEN = new RegExp(`<${NAME}[^<>]{0,200}>|\\[think\\]|◁think▷`, 'i');

/** A closing tag may be cut anywhere, and none is longer. */
const CLOSE_CHARS = 64;
/** An answer that shows so many closing tags, in code or quotation marks, is about them. */
const MOST_SHOWN = 16;
/** White space before the first word that is kept. */
const MOST_BLANK_CHARS = 1024;
/** What is held back of an answer that is expected to begin in thought; an answer is no longer. */
const MOST_HELD_CHARS = 65_536;

/** What came of a piece: words of the answer, behind all before or in their place. */
export type Heard = {
  readonly text: string;
  readonly isRetracted?: boolean;
  readonly thought?: boolean;
};

/**
 * Takes a model's thinking out of its words [R117]. Thinking stands at the beginning of an answer,
 * between tags, once or several times; what is not closed is thinking to its end. A closing tag alone
 * makes thinking of all before it, unless it stands in code or behind a quotation mark, or an opening
 * tag or thinking of another kind came before it. Everything else is the answer, whatever it says.
 */
export class ThinkingFilter {
  #state: 'start' | 'thinking' | 'held' | 'answer';
  #buffer = '';
  #close = /$^/;
  /** What was given out, for as long as a closing tag alone may yet come. */
  #said: string | undefined = '';
  #hasWrapping = false;
  /** Closing tags that were shown, and so closed nothing. */
  #shown = 0;
  /** How much of what is held back was searched for a closing tag. */
  #searched = 0;
  /** Whether this answer began in thought without saying so. */
  beganInThought = false;

  /** @param expectsThought its answers begin in thought without saying so: hold them back. */
  constructor(expectsThought: boolean) {
    this.#state = expectsThought ? 'held' : 'start';
  }

  add(piece: string): Heard {
    this.#buffer += piece;
    return this.#read(false);
  }

  /** The model thinks in a field of its own, and so not in its words. */
  thinksElsewhere(): Heard {
    this.#said = undefined;
    if (this.#state !== 'held') return { text: '' };
    this.#state = 'start';
    return this.#read(false);
  }

  /** What was held back, at the end of the answer. */
  end(): Heard {
    return this.#read(true);
  }

  #read(isEnd: boolean): Heard {
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

  #begin(isEnd: boolean): Heard {
    const text = this.#buffer.trimStart();
    if (text === '') {
      this.#buffer = this.#buffer.slice(-MOST_BLANK_CHARS);
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
      else this.#said = undefined;
      return this.#enter('start', rest, isEnd);
    }
    const hasThought = this.#said === undefined;
    const wrapped = hasThought && !this.#hasWrapping ? ANSWER_TAG.exec(text) : null;
    if (wrapped !== null) {
      this.#hasWrapping = true;
      return this.#enter('start', text.slice(wrapped[0].length), isEnd);
    }
    if (!isEnd && (isHalfOpen(text) || (hasThought && HALF_ANSWER_TAG.test(text))))
      return { text: '' };
    // White space before the first word is the answer's own, unless thinking was before it.
    if (this.#said === undefined || this.#hasWrapping) this.#buffer = text;
    this.#state = 'answer';
    return this.#answer(isEnd);
  }

  #think(isEnd: boolean): Heard {
    const found = this.#close.exec(this.#buffer);
    if (found === null) {
      this.#buffer = isEnd ? '' : this.#buffer.slice(-CLOSE_CHARS);
      return { text: '', thought: true };
    }
    this.#said = undefined;
    const rest = this.#buffer.slice(found.index + found[0].length).trimStart();
    return { ...this.#enter('start', rest, isEnd), thought: true };
  }

  #hold(isEnd: boolean): Heard {
    const text = this.#buffer.trimStart();
    if (THINKING_TAGS.some(({ open }) => open.test(text))) {
      this.#state = 'start';
      return this.#begin(isEnd);
    }
    // A tag that was searched in part may be whole by now.
    const from = Math.max(0, this.#searched - CLOSE_CHARS);
    this.#searched = this.#buffer.length;
    const found = this.#loneClose(this.#buffer.slice(from), this.#buffer.slice(0, from));
    const close = found === undefined ? undefined : from + found;
    if (close !== undefined) {
      this.beganInThought = true;
      this.#said = undefined;
      return {
        ...this.#enter('start', this.#buffer.slice(close).trimStart(), isEnd),
        thought: true,
      };
    }
    if (isEnd) {
      this.#state = 'answer';
      return this.#answer(true);
    }
    if (this.#buffer.length > MOST_HELD_CHARS + CLOSE_CHARS) {
      this.#buffer =
        this.#buffer.slice(0, MOST_HELD_CHARS - CLOSE_CHARS) + this.#buffer.slice(-CLOSE_CHARS);
      this.#searched = this.#buffer.length;
    }
    return { text: '', thought: true };
  }

  #answer(isEnd: boolean): Heard {
    let text = this.#buffer;
    this.#buffer = '';
    if (this.#hasWrapping) return { text: this.#unwrapped(text, isEnd) };
    if (this.#said === undefined) return { text };
    const half = isEnd ? null : HALF_LONE_CLOSE.exec(text);
    if (half !== null) {
      this.#buffer = half[0];
      text = text.slice(0, half.index);
    }
    const close = this.#loneClose(text, this.#said);
    if (close === undefined) {
      // More of it than this is cut anyway.
      if (this.#shown > MOST_SHOWN) this.#said = undefined;
      else if (this.#said.length < MOST_HELD_CHARS) this.#said += text;
      return { text };
    }
    this.beganInThought = true;
    const isRetracted = this.#said !== '';
    this.#said = undefined;
    const rest = text.slice(close).trimStart() + this.#buffer;
    return { ...this.#enter('start', rest, isEnd), isRetracted, thought: true };
  }

  /** Where the answer goes on behind a closing tag that stands alone; `undefined` where none does. */
  #loneClose(text: string, before: string): number | undefined {
    for (const { 0: tag, index } of text.matchAll(LONE_CLOSE)) {
      // Each looks at all that came before it.
      if (this.#shown > MOST_SHOWN) return undefined;
      const all = before + text.slice(0, index);
      if (ANY_OPEN.test(all)) return undefined;
      if (!isInCode(all) && !/["'“”‘’«»„]$/.test(all)) return index + tag.length;
      this.#shown += 1;
    }
    return undefined;
  }

  #enter(state: 'start' | 'thinking', rest: string, isEnd: boolean): Heard {
    this.#state = state;
    this.#buffer = rest;
    return this.#read(isEnd);
  }

  #unwrapped(text: string, isEnd: boolean): string {
    const half = isEnd ? null : /<(?:\|[\w]{0,20}\|?|\/[a-z]{0,8}(?:>\s*)?)?$/i.exec(text);
    if (half !== null) this.#buffer = half[0];
    return (half === null ? text : text.slice(0, half.index)).replace(WRAPPING_ENDS, '');
  }
}

/** What is left once a wrapping, or a closing tag with nothing before it, is taken away. */
function withoutLeading(text: string): string | undefined {
  const found = WRAPPINGS.exec(text);
  if (found !== null) return text.slice(found[0].length).trimStart();
  const close = new RegExp(`^(?:${LONE_CLOSE.source})`, 'i').exec(text) ?? EMPTY_THOUGHT.exec(text);
  return close === null ? undefined : text.slice(close[0].length).trimStart();
}

const isHalfOpen = (text: string): boolean =>
  text === '<' ||
  HALF_WRAPPING.test(text) ||
  HALF_LONE_CLOSE.exec(text)?.index === 0 ||
  THINKING_TAGS.some(({ half }) => half.test(text));
