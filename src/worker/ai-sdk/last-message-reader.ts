const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const LIST = 0x5b;
/** Longer keys are not compared. */
const KEY_BYTES = 64;

/**
 * Reads a request of `useChat` incrementally and keeps only the last of its `messages`. The room knows the
 * others, so they are neither parsed nor buffered.
 */
export class LastMessageReader {
  readonly #most: number;
  /** Everything outside of `messages`, with the last message in its place. */
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  /** The current element of `messages`. */
  #element: Uint8Array[] = [];
  #elementBytes = 0;
  #depth = 0;
  #inString = false;
  /** Whether the current string ends with an odd number of backslashes so far. */
  #escaped = false;
  #inMessages = false;
  /** The last string at the top level: the key of the array that follows. */
  #key = '';

  /** @param most the limit of buffered bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  /** @returns `false` if the limit is exceeded. */
  push(chunk: Uint8Array): boolean {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#inString) {
        const end = this.#endOfString(chunk, at);
        if (this.#depth === 1 && this.#key.length < KEY_BYTES)
          this.#key += ascii(chunk.subarray(at, Math.min(end, at + KEY_BYTES)));
        if (end === chunk.length) break;
        this.#inString = false;
        at = end;
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte === QUOTE) {
        this.#inString = true;
        this.#escaped = false;
        if (this.#depth === 1) this.#key = '';
      } else if (OPENING.has(byte)) {
        this.#depth++;
        if (this.#depth === 2 && byte === LIST && unescaped(this.#key) === 'messages') {
          this.#take(chunk.subarray(from, at + 1));
          from = at + 1;
          this.#inMessages = true;
        }
      } else if (CLOSING.has(byte)) {
        if (this.#depth === 2 && this.#inMessages) {
          this.#take(chunk.subarray(from, at));
          from = at;
          this.#endMessages();
        }
        this.#depth--;
      } else if (byte === COMMA && this.#depth === 2 && this.#inMessages) {
        from = at + 1;
        this.#element = [];
        this.#elementBytes = 0;
      }
    }
    this.#take(chunk.subarray(from));
    return this.#keptBytes <= this.#most;
  }

  /** The body with only the last message; `undefined` if the limit is exceeded. */
  end(): Blob | undefined {
    return this.#keptBytes + this.#elementBytes > this.#most ? undefined : new Blob(this.#kept);
  }

  #endMessages(): void {
    this.#kept.push(...this.#element);
    this.#keptBytes += this.#elementBytes;
    this.#element = [];
    this.#elementBytes = 0;
    this.#inMessages = false;
  }

  #take(bytes: Uint8Array): void {
    if (!this.#inMessages) {
      this.#keptBytes += bytes.length;
      if (this.#keptBytes <= this.#most) this.#kept.push(bytes);
      return;
    }
    // An element that is too large is not buffered. It matters only if it is the last one.
    this.#elementBytes += bytes.length;
    if (this.#elementBytes <= this.#most) this.#element.push(bytes);
    else this.#element = [];
  }

  /** The end of the current string: its closing quote, or the end of the chunk. */
  #endOfString(chunk: Uint8Array, from: number): number {
    for (let at = from; ; ) {
      const quote = chunk.indexOf(QUOTE, at);
      const end = quote === -1 ? chunk.length : quote;
      let slashes = 0;
      while (end - slashes > at && chunk[end - slashes - 1] === BACKSLASH) slashes++;
      const isAll = end - slashes === at;
      const odd = (slashes + (isAll && this.#escaped ? 1 : 0)) % 2 === 1;
      this.#escaped = quote === -1 && odd;
      if (quote === -1 || !odd) return end;
      at = quote + 1;
    }
  }
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function unescaped(key: string): string {
  try {
    return JSON.parse(`"${key}"`) as string;
  } catch {
    return key;
  }
}
