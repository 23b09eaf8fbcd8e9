/** A longer object is not an imitated line of the conversation. */
const MAX_HELD_CHARS = 65_536;

/** The most white space before the first word that is kept. */
const MAX_BLANK_CHARS = 1024;

const FIELDS = ['from', 'text', 'replyingTo'];
/** The beginnings of a line in the format of the conversation, without white space. */
const BEGINNINGS = ['{"from":', '{"text":'];

/**
 * Extracts the text of an answer in the format of the conversation. Models get the messages of
 * people as `{"from":…,"text":…}`, and some answer in the same format [R118]. Such an answer is
 * held back until the object is complete. Further objects with another `from` are left out, because
 * the model writes them for other people. Other answers pass unchanged.
 */
export class ImitationFilter {
  #isPassing = false;
  #buffer = '';
  #scan = new ObjectScan();
  #from: unknown;
  #hasText = false;

  /** @returns the text that can be passed on so far. */
  add(piece: string): string {
    if (this.#isPassing) return piece;
    this.#buffer += piece;
    return this.#read(false);
  }

  /** @returns the text that was held back, at the end of the answer. */
  end(): string {
    return this.#isPassing ? '' : this.#read(true);
  }

  #read(isEnd: boolean): string {
    let passed = '';
    for (;;) {
      const text = this.#buffer.trimStart();
      if (text === '') {
        this.#buffer = this.#buffer.slice(-MAX_BLANK_CHARS);
        return passed;
      }
      const state = beginningOf(text);
      if (state === 'partial' && !isEnd) return passed;
      if (state !== 'whole') return passed + this.#pass();
      this.#buffer = text;
      const length = this.#scan.endIn(text);
      if (length === undefined) {
        if (!isEnd && text.length < MAX_HELD_CHARS) return passed;
        const cut = isEnd ? cutText(text) : undefined;
        if (cut === undefined) return passed + this.#pass();
        this.#isPassing = true;
        return passed + cut;
      }
      const line = lineOf(parsed(text.slice(0, length)));
      if (line === undefined) return passed + this.#pass();
      this.#buffer = text.slice(length);
      this.#scan = new ObjectScan();
      if (!this.#hasText) this.#from = line.from;
      if (this.#from !== line.from) continue;
      passed += this.#hasText ? `\n${line.text}` : line.text;
      this.#hasText = true;
    }
  }

  #pass(): string {
    this.#isPassing = true;
    return this.#buffer;
  }
}

function beginningOf(text: string): 'whole' | 'partial' | 'other' {
  if (!text.startsWith('{')) return 'other';
  const compact = text.slice(0, 64).replace(/\s+/g, '');
  if (BEGINNINGS.some((beginning) => compact.startsWith(beginning))) return 'whole';
  return BEGINNINGS.some((beginning) => beginning.startsWith(compact)) ? 'partial' : 'other';
}

/** Finds the end of the JSON object that a text begins with, as the text grows. */
class ObjectScan {
  #at = 0;
  #depth = 0;
  #isQuoted = false;

  /** @returns the length of the object; `undefined` while it is incomplete. */
  endIn(text: string): number | undefined {
    for (; this.#at < text.length; this.#at++) {
      const char = text[this.#at];
      if (this.#isQuoted) {
        if (char === '\\') {
          // The escaped character may be in the next piece.
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

/** @returns the text so far of an object that ends within its text. */
function cutText(text: string): string | undefined {
  const found = /^\{\s*"from"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"text"\s*:\s*"((?:[^"\\]|\\.)*)/s.exec(
    text,
  );
  const words = found?.[1] && parsed(`"${found[1]}"`);
  return typeof words === 'string' ? words : undefined;
}

function parsed(text: string): unknown {
  // Models write line breaks into strings, which JSON does not allow.
  const escaped = text.replace(/[\n\r\t]/g, (char) => ESCAPES[char] ?? '');
  for (const candidate of [text, escaped])
    try {
      return JSON.parse(candidate);
    } catch {
      // Try the next candidate.
    }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
