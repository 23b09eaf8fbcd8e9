import { isLive } from '../../protocol/answer-state.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { endingOf } from './answer-ending.ts';

/** Converts the frames of one answer to chunks of the AI SDK's UI message stream; other frames are ignored. */
export class UiMessageStream {
  readonly #answer: Message;
  readonly #attempt: number;
  #text = '';
  /** How many text parts were started: a replaced text starts a new one [R117]. */
  #texts = 0;
  #begun = false;
  #over = false;

  /** @param answer its state before the first frame. */
  constructor(answer: Message) {
    this.#answer = answer;
    this.#attempt = answer.assistant?.attempt ?? 1;
  }

  /** Whether the stream has ended. */
  get isOver(): boolean {
    return this.#over;
  }

  /**
   * The first chunk, with the message id, so that a resume continues the same message. If the answer has
   * already ended, all other chunks follow.
   */
  begin(): string {
    return write({ type: 'start', messageId: this.#answer.id }) + this.#settle(this.#answer);
  }

  /** Converts a frame to chunks; empty for most frames. */
  take(frame: Frame): string {
    if (this.#over) return '';
    switch (frame.type) {
      case 'assistant.snapshot':
        return this.#isOurs(frame) ? this.#from(frame.text) : '';
      case 'assistant.delta':
        return this.#isOurs(frame)
          ? this.#upTo(this.#text.slice(0, frame.offset) + frame.text)
          : '';
      case 'message':
        return this.#settle(frame);
      case 'changed':
        return this.#settle(frame.message);
      default:
        return '';
    }
  }

  /** Ends the stream with an error after the connection to the room broke: otherwise it would seem complete. */
  lose(): string {
    return this.#over ? '' : this.#end([{ type: 'error', errorText: LOST }]);
  }

  #isOurs({ id, attempt }: { readonly id: string; readonly attempt: number }): boolean {
    return id === this.#answer.id && attempt === this.#attempt;
  }

  #settle({ id, text, assistant }: Message): string {
    if (id !== this.#answer.id || assistant === undefined || assistant.attempt < this.#attempt)
      return '';
    if (assistant.attempt > this.#attempt) return this.lose();
    if (isLive(assistant)) return '';
    const { last, hasText } = endingOf(assistant);
    const words = hasText ? this.#from(text) : '';
    const closing = this.#begun ? [{ type: 'text-end', id: this.#id }] : [];
    return words + this.#end([...closing, ...last]);
  }

  get #id(): string {
    return this.#texts === 1 ? TEXT : `${TEXT}-${this.#texts}`;
  }

  /** The whole text so far, which may replace another one. */
  #from(text: string): string {
    const isContinuation =
      text.startsWith(this.#text) || (text !== '' && this.#text.startsWith(text));
    if (isContinuation) return this.#upTo(text);
    const closing = this.#begun ? write({ type: 'text-end', id: this.#id }) : '';
    this.#begun = false;
    this.#text = '';
    return closing + this.#upTo(text);
  }

  /** The text so far; only the new part is sent. */
  #upTo(text: string): string {
    const news = text.slice(this.#text.length);
    if (news === '') return '';
    if (!this.#begun) this.#texts += 1;
    const opening = this.#begun ? '' : write({ type: 'text-start', id: this.#id });
    this.#begun = true;
    this.#text = text;
    return opening + write({ type: 'text-delta', id: this.#id, delta: news });
  }

  #end(chunks: readonly object[]): string {
    this.#over = true;
    return `${chunks.map(write).join('')}data: [DONE]\n\n`;
  }
}

/** The id of the text part. */
const TEXT = 'answer';
const LOST = 'The connection to the room was lost; load the page again to see the answer.';

const write = (chunk: object): string => `data: ${JSON.stringify(chunk)}\n\n`;
