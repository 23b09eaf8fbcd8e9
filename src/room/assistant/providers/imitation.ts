/** More than this is no line of the room's talk. */
const MOST_HELD_CHARS = 65_536;

/** White space before the first word that is kept. */
const MOST_BLANK_CHARS = 1024;

const FIELDS = ['from', 'text', 'replyingTo'];
/** How a line of the talk begins, as models are given it, without its white space. */
const BEGINNINGS = ['{"from":', '{"text":'];

/**
 * Takes the words out of an answer that imitates the talk: models are given what people say as
 * `{"from":…,"text":…}`, and some answer in the same form [R118]. Such an answer is held back until
 * the object is whole. An object of anybody else that follows is the model writing for other people,
 * and is left out. Other answers pass as they come.
 */
export class ImitationFilter {
  #isPassing = false;
  #buffer = '';
  #scan = new ObjectScan();
  #from: unknown;
  #hasText = false;

  add(piece: string): string {
    if (this.#isPassing) return piece;
    this.#buffer += piece;
    return this.#read(false);
  }

  /** What was held back, at the end of the answer. */
  end(): string {
    return this.#isPassing ? '' : this.#read(true);
  }

  #read(isEnd: boolean): string {
    let words = '';
    for (;;) {
      const text = this.#buffer.trimStart();
      if (text === '') {
        this.#buffer = this.#buffer.slice(-MOST_BLANK_CHARS);
        return words;
      }
      const state = beginningOf(text);
      if (state === 'half' && !isEnd) return words;
      if (state !== 'whole') return words + this.#pass();
      this.#buffer = text;
      const length = this.#scan.endIn(text);
      if (length === undefined) {
        if (!isEnd && text.length < MOST_HELD_CHARS) return words;
        const cut = isEnd ? cutText(text) : undefined;
        if (cut === undefined) return words + this.#pass();
        this.#isPassing = true;
        return words + cut;
      }
      const line = lineOf(parsed(text.slice(0, length)));
      if (line === undefined) return words + this.#pass();
      this.#buffer = text.slice(length);
      this.#scan = new ObjectScan();
      if (!this.#hasText) this.#from = line.from;
      if (this.#from !== line.from) continue;
      words += this.#hasText ? `\n${line.text}` : line.text;
      this.#hasText = true;
    }
  }

  #pass(): string {
    this.#isPassing = true;
    return this.#buffer;
  }
}

function beginningOf(text: string): 'whole' | 'half' | 'other' {
  if (!text.startsWith('{')) return 'other';
  const compact = text.slice(0, 64).replace(/\s+/g, '');
  if (BEGINNINGS.some((beginning) => compact.startsWith(beginning))) return 'whole';
  return BEGINNINGS.some((beginning) => beginning.startsWith(compact)) ? 'half' : 'other';
}

/** Finds the end of the JSON object that a text begins with, as the text grows. */
class ObjectScan {
  #at = 0;
  #depth = 0;
  #isQuoted = false;

  /** @returns the length of the object, `undefined` while it is not there whole. */
  endIn(text: string): number | undefined {
    for (; this.#at < text.length; this.#at++) {
      const char = text[this.#at];
      if (this.#isQuoted) {
        if (char === '\\') {
          // What it escapes may not be there yet.
          if (this.#at + 1 === text.length) return undefined;
          this.#at += 1;
        } else if (char === '"') this.#isQuoted = false;
      } else if (char === '"') this.#isQuoted = true;
      else if (char === '{') this.#depth += 1;
      else if (char === '}') {
        this.#depth -= 1;
        if (this.#depth === 0) return this.#at + 1;
      }
    }
    return undefined;
  }
}

function lineOf(value: unknown): { readonly from: unknown; readonly text: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, text } = value as { from?: unknown; text?: unknown };
  const isLine =
    typeof from === 'string' &&
    typeof text === 'string' &&
    Object.keys(value).every((key) => FIELDS.includes(key));
  return isLine ? { from, text } : undefined;
}

/** What there is of the words where the answer was cut inside of them. */
function cutText(text: string): string | undefined {
  const found = /^\{\s*"from"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"text"\s*:\s*"((?:[^"\\]|\\.)*)/s.exec(
    text,
  );
  const words = found?.[1] && parsed(`"${found[1]}"`);
  return typeof words === 'string' ? words : undefined;
}

function parsed(text: string): unknown {
  // Models write line breaks into strings, where JSON has none.
  const escaped = text.replace(/[\n\r\t]/g, (char) => ESCAPES[char] ?? '');
  for (const candidate of [text, escaped])
    try {
      return JSON.parse(candidate);
    } catch {
      // Then perhaps the other.
    }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
