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
    const text = this.#text.trim();
    if (text === '') return;
    if (/[}\]]$/.test(text) && isJson(text)) {
      this.#text = '';
      this.#onEvent({ data: text });
      return;
    }
    // A document may come before events, as a server's greeting does.
    const events = /(?:^|\n)(?=(?:data|event):)/.exec(this.#text);
    if (events !== null) {
      const rest = this.#text.slice(events.index);
      for (const line of this.#text.slice(0, events.index).split('\n')) this.#say(line);
      this.#form = 'events';
      this.#text = '';
      this.#parser.feed(rest);
      if (isEnd) this.#parser.feed('\n\n');
      return;
    }
    const lines = this.#text.split('\n');
    const rest = isEnd ? [] : lines.splice(-1);
    if (!lines.some((line) => line.trim() !== '' && isJson(line))) return;
    while (lines.length > 0 && (isJson(lines[0] ?? '') || lines[0]?.trim() === ''))
      this.#say(lines.shift() ?? '');
    if (isEnd) for (const line of lines) this.#say(line);
    this.#text = [...lines, ...rest].join('\n');
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
