import { createParser, type EventSourceParser } from 'eventsource-parser';
import type { ServerEvent } from './signals.ts';

/** The most characters of an event or a document; an event of an answer has only a few words. */
const MAX_CHARS = 1_048_576;

const MAX_STRAY_CHARS = 300;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Thrown if a server sends an event, a line or a document that is longer than any answer. */
export class EndlessEvent extends Error {
  override readonly name = 'EndlessEvent';
}

/**
 * Reads a model server's bytes as events, wherever they are split. Most servers send SSE; some send
 * one JSON document, or one document per line, whatever was requested. Memory is bounded.
 */
export class EventReader {
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  readonly #onEvent: (event: ServerEvent) => void;
  /** The text until the form is known; for documents, the text that was not read yet. */
  #text = '';
  /** Bytes since the last line break. */
  #lineBytes = 0;
  #form: 'unknown' | 'events' | 'documents' | 'page' = 'unknown';
  /** The scan for the end of a document: its position, and what is open there. */
  #scan = { at: 0, depth: 0, isQuoted: false };
  /** The first line that is not an SSE field. It may be an error message. */
  #stray = '';

  constructor(onEvent: (event: ServerEvent) => void) {
    this.#onEvent = onEvent;
    this.#parser = createParser({
      maxBufferSize: MAX_CHARS,
      onEvent: ({ event, data }) => onEvent({ name: event, data }),
      onError: ({ type, line }) => {
        if (type === 'max-buffer-size-exceeded') throw new EndlessEvent('An event has no end.');
        // A proxy may write its own error as JSON between the events.
        if (line?.startsWith('{')) onEvent({ data: line });
        else if (this.#stray === '') this.#stray = line?.trim().slice(0, MAX_STRAY_CHARS) ?? '';
      },
    });
  }

  /** Whether the answer is an HTML page, so the address is not a model server's. */
  get isPage(): boolean {
    return this.#form === 'page';
  }

  /** The first line that is not an event, such as a proxy's error message as plain text. */
  get stray(): string {
    return this.#stray;
  }

  /** @throws EndlessEvent if an event, a line or a document is too long. */
  add(bytes: Uint8Array): void {
    const last = Math.max(bytes.lastIndexOf(LINE_FEED), bytes.lastIndexOf(CARRIAGE_RETURN));
    this.#lineBytes = last < 0 ? this.#lineBytes + bytes.length : bytes.length - last - 1;
    // The parser ignores a line that is not a field, however long it grows.
    if (this.#lineBytes > MAX_CHARS) throw new EndlessEvent('A line has no end.');
    this.#addText(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Ends the answer; an event or a document without a last line break counts as well. */
  end(): void {
    this.#addText(this.#decoder.decode());
    if (this.#form === 'events') this.#parser.feed('\n\n');
    else if (this.#form === 'documents') this.#readDocuments(true);
  }

  #addText(text: string): void {
    if (this.#form === 'events') {
      if (text !== '') this.#parser.feed(text);
      return;
    }
    if (text === '' || this.#form === 'page') return;
    this.#text += text;
    if (this.#text.length > MAX_CHARS) throw new EndlessEvent('The answer has no end.');
    if (this.#form === 'unknown') this.#detectForm();
    if (this.#form === 'documents') this.#readDocuments(false);
  }

  #detectForm(): void {
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

  /** Emits complete documents: the whole text if it is one, and otherwise each line. */
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
    // Some servers send a document before the events.
    if (/^(?:data|event):/.test(this.#text)) {
      this.#form = 'events';
      this.#parser.feed(this.#text);
      if (isEnd) this.#parser.feed('\n\n');
      this.#text = '';
    } else if (isEnd) for (const line of this.#text.split('\n')) this.#emit(line);
  }

  /** Emits lines from the first one on, as long as each is a document. */
  #readLines(): void {
    let from = 0;
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n', from)) {
      const line = this.#text.slice(from, end);
      if (line.trim() !== '' && !isJson(line)) break;
      this.#emit(line);
      from = end + 1;
    }
    if (from === 0) return;
    this.#text = this.#text.slice(from);
    this.#scan = { at: 0, depth: 0, isQuoted: false };
  }

  /**
   * Whether every bracket and quotation mark so far is closed. The text is parsed only then, and
   * the scan reads each character only once.
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

  #emit(line: string): void {
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
