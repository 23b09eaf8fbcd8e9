import { createParser, type EventSourceParser } from 'eventsource-parser';
import type { ServerEvent } from './signals.ts';

/** An event of an answer has a few words in it; one of this size has no end. */
const MOST_CHARS = 1_048_576;

const MOST_STRAY_CHARS = 300;

const LINE_FEED = 10;
const RETURN = 13;

/** Thrown where a server sends more than an answer can be without ending an event. */
export class EndlessEvent extends Error {
  override readonly name = 'EndlessEvent';
}

/**
 * Bytes of a model server as events, wherever they are cut. Most servers send events; some send one
 * JSON document, or a document in each line, whatever was asked for. Memory is bounded.
 */
export class EventReader {
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  readonly #onEvent: (event: ServerEvent) => void;
  /** The beginning, until it is known what this is; then the document, if it is one. */
  #text = '';
  /** Bytes since the last line ended. */
  #line = 0;
  #form: 'unknown' | 'events' | 'documents' | 'page' = 'unknown';
  /** How far a document was looked at, and what is open there. */
  #scan = { at: 0, depth: 0, isQuoted: false };
  /** The first line that is no field of an event: it may say why there is none. */
  #stray = '';

  /** @throws EndlessEvent from `add` where an event does not end. */
  constructor(onEvent: (event: ServerEvent) => void) {
    this.#onEvent = onEvent;
    this.#parser = createParser({
      maxBufferSize: MOST_CHARS,
      onEvent: ({ event, data }) => onEvent({ name: event, data }),
      onError: ({ type, line }) => {
        if (type === 'max-buffer-size-exceeded') throw new EndlessEvent('An event has no end.');
        // A proxy's own error, written between the events as it is.
        if (line?.startsWith('{')) onEvent({ data: line });
        else if (this.#stray === '') this.#stray = line?.trim().slice(0, MOST_STRAY_CHARS) ?? '';
      },
    });
  }

  /** Whether it is a page for people, which no model server sends. */
  get isPage(): boolean {
    return this.#form === 'page';
  }

  /** What stands where events should be, as a proxy says in plain words that it has no answer. */
  get stray(): string {
    return this.#stray;
  }

  add(bytes: Uint8Array): void {
    const last = Math.max(bytes.lastIndexOf(LINE_FEED), bytes.lastIndexOf(RETURN));
    this.#line = last < 0 ? this.#line + bytes.length : bytes.length - last - 1;
    // The parser passes over lines that are no fields, and would do so for ever.
    if (this.#line > MOST_CHARS) throw new EndlessEvent('A line has no end.');
    this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Nothing more comes: what is there without a last line break counts too. */
  end(): void {
    this.#take(this.#decoder.decode());
    if (this.#form === 'events') this.#parser.feed('\n\n');
    else if (this.#form === 'documents') this.#readDocuments(true);
  }

  #take(text: string): void {
    if (this.#form === 'events') {
      if (text !== '') this.#parser.feed(text);
      return;
    }
    if (text === '' || this.#form === 'page') return;
    this.#text += text;
    if (this.#text.length > MOST_CHARS) throw new EndlessEvent('The answer has no end.');
    if (this.#form === 'unknown') this.#recognise();
    if (this.#form === 'documents') this.#readDocuments(false);
  }

  #recognise(): void {
    const first = this.#text.trimStart()[0];
    if (first === undefined) return;
    if (first === '{' || first === '[') this.#form = 'documents';
    else if (first === '<') this.#form = 'page';
    else {
      this.#form = 'events';
      this.#parser.feed(this.#text);
      this.#text = '';
    }
  }

  /** Documents that are whole: what is there in all, or else each line. */
  #readDocuments(isEnd: boolean): void {
    if (isEnd || this.#isClosed()) {
      const text = this.#text.trim();
      if (isJson(text)) {
        this.#text = '';
        this.#onEvent({ data: text });
        return;
      }
    }
    this.#readLines();
    // A document may come before events, as a server's greeting does.
    if (/^(?:data|event):/.test(this.#text)) {
      this.#form = 'events';
      this.#parser.feed(this.#text);
      if (isEnd) this.#parser.feed('\n\n');
      this.#text = '';
    } else if (isEnd) for (const line of this.#text.split('\n')) this.#say(line);
  }

  /** Lines from the first one on, as long as each is a document. */
  #readLines(): void {
    let from = 0;
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n', from)) {
      const line = this.#text.slice(from, end);
      if (line.trim() !== '' && !isJson(line)) break;
      this.#say(line);
      from = end + 1;
    }
    if (from === 0) return;
    this.#text = this.#text.slice(from);
    this.#scan = { at: 0, depth: 0, isQuoted: false };
  }

  /**
   * Whether all that was opened in the documents so far is closed. It looks at each character once:
   * they are parsed only where they may be whole.
   */
  #isClosed(): boolean {
    const scan = this.#scan;
    for (; scan.at < this.#text.length; scan.at++) {
      const char = this.#text[scan.at];
      if (scan.isQuoted && char === '\\') scan.at++;
      else if (char === '"') scan.isQuoted = !scan.isQuoted;
      else if (scan.isQuoted) continue;
      else if (char === '{' || char === '[') scan.depth++;
      else if (char === '}' || char === ']') scan.depth--;
    }
    return scan.depth === 0 && !scan.isQuoted;
  }

  #say(line: string): void {
    if (line.trim() !== '') this.#onEvent({ data: line });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
