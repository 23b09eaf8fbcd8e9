import { isLive } from '../../protocol/answer-state.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { endingOf } from './endings.ts';

/** One answer of the room as chunks of the AI SDK's UI message stream, and nothing else of the room. */
export class UiStream {
  readonly #answer: Message;
  readonly #attempt: number;
  #text = '';
  /** Texts begun: there is another one where all that was told was taken back [R117]. */
  #texts = 0;
  #begun = false;
  #over = false;

  /** @param answer as it stands before the first frame. */
  constructor(answer: Message) {
    this.#answer = answer;
    this.#attempt = answer.assistant?.attempt ?? 1;
  }

  /** Nothing comes any more. */
  get isOver(): boolean {
    return this.#over;
  }

  /**
   * The first chunk, which names the message, so that a resume goes on with it; of an answer that
   * has ended all others, too.
   */
  begin(): string {
    return write({ type: 'start', messageId: this.#answer.id }) + this.#settle(this.#answer);
  }

  /** What a frame of the room means for the answer; mostly nothing. */
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

  /** The line to the room broke: a stream that only ended would pass for whole. */
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

  /** The whole text so far, which may take the place of another one. */
  #from(text: string): string {
    const isSame = text.startsWith(this.#text) || (text !== '' && this.#text.startsWith(text));
    if (isSame) return this.#upTo(text);
    const closing = this.#begun ? write({ type: 'text-end', id: this.#id }) : '';
    this.#begun = false;
    this.#text = '';
    return closing + this.#upTo(text);
  }

  /** The text so far; what is known of it already is not said again. */
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

/** The text of an answer. */
const TEXT = 'answer';
const LOST = 'The connection to the room was lost; load the page again to see the answer.';

const write = (chunk: object): string => `data: ${JSON.stringify(chunk)}\n\n`;
