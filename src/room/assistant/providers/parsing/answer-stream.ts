import type { Deployment } from '../deployment.ts';
import { failureOf, NoConnection } from '../failure.ts';
import type { Part, Usage } from '../provider.ts';
import type { SdkFormat } from '../sdk-format.ts';
import { EndTokenFilter } from './end-tokens.ts';
import { EventReader } from './event-reader.ts';
import type { Finish } from './finish-reason.ts';
import { ImitationFilter } from './imitation.ts';
import { type Signal, signalsOf } from './signals.ts';
import { type Filtered, ThinkingFilter } from './thinking.ts';

/** What the rewriting of an answer needs. */
export type StreamDeps = {
  readonly deployment: Deployment;
  /** The format in which the answer is rewritten. */
  readonly format: SdkFormat;
  /** The clock, in ms since 1970. */
  readonly now: () => number;
  /** Sets a timer. @returns a function that cancels it. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Texts that must not be logged. */
  readonly secrets: readonly string[];
};

/** Text is collected this long, because the SDK's cost per chunk exceeds its cost per word. */
const COLLECT_MS = 20;
/** Collected text is flushed once it is longer than this. */
const MAX_COLLECTED_CHARS = 16_384;
/** The shortest intervals between signs of thinking, and between other signs of life. */
const THINKING_INTERVAL_MS = 500;
const ALIVE_INTERVAL_MS = 1000;
/** How long to wait for the usage after the finish reason. */
const USAGE_WAIT_MS = 1000;

/** The finish reasons, the most severe first. A milder one does not replace a more severe one. */
const BY_SEVERITY: readonly Finish[] = ['refused', 'broken', 'length', 'stop'];

const encoder = new TextEncoder();

/**
 * Rewrites a model server's answer in a format that the AI SDK reads reliably [R116]: text without
 * thinking, signs of life, and one end. The answer ends at `[DONE]`, at the format's last event, or
 * shortly after a finish reason. Its connection is closed then, even if the server keeps it open. A
 * connection that breaks before is a failure that may be retried.
 */
export function answerStream(
  body: ReadableStream<Uint8Array>,
  deps: StreamDeps,
): ReadableStream<Uint8Array> {
  let answer: AnswerStream;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      answer = new AnswerStream(body, controller, deps);
      void answer.run();
    },
    pull: () => answer.resume(),
    cancel: () => answer.close(),
  });
}

class AnswerStream {
  readonly #source: ReadableStreamDefaultReader<Uint8Array>;
  readonly #sink: ReadableStreamDefaultController<Uint8Array>;
  readonly #deps: StreamDeps;
  readonly #events = new EventReader((event) => {
    for (const signal of signalsOf(event)) this.#handle(signal);
  });
  readonly #thinking: ThinkingFilter;
  #imitation = new ImitationFilter();
  #endTokens = new EndTokenFilter();
  #text = '';
  #hasWritten = false;
  #finish: Finish | undefined;
  #usage: Usage = {};
  #writtenAt: number;
  #hasThought = false;
  #isOver = false;
  #cancelFlush: (() => void) | undefined;
  #cancelUsageWait: (() => void) | undefined;
  #wake: (() => void) | undefined;

  constructor(
    body: ReadableStream<Uint8Array>,
    sink: ReadableStreamDefaultController<Uint8Array>,
    deps: StreamDeps,
  ) {
    this.#source = body.getReader();
    // `read` reports the errors of the source.
    this.#source.closed.catch(() => {});
    this.#sink = sink;
    this.#deps = deps;
    this.#thinking = new ThinkingFilter(deps.deployment.expectsThought);
    this.#writtenAt = deps.now();
    this.#write(deps.format.begin);
  }

  async run(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#source.read();
        if (this.#isOver) return;
        if (done) {
          this.#events.end();
          break;
        }
        this.#events.add(value);
        if (this.#isOver) return;
        this.#reportAlive();
        if ((this.#sink.desiredSize ?? 1) <= 0) await this.#drain();
      }
      this.#end();
    } catch (error) {
      this.#handleReadError(error);
    }
  }

  /** Continues after backpressure. */
  resume(): void {
    this.#wake?.();
  }

  /** Stops reading and closes the connection to the server. */
  close(): void {
    this.#isOver = true;
    this.#cancelFlush?.();
    this.#cancelUsageWait?.();
    this.#wake?.();
    this.#source.cancel().catch(() => {});
  }

  #handle(signal: Signal): void {
    if (this.#isOver) return;
    switch (signal.type) {
      case 'text':
        this.#addText(this.#thinking.add(signal.text));
        break;
      case 'thinking':
        this.#addText({ ...this.#thinking.thinksElsewhere(), thought: true });
        break;
      case 'usage':
        this.#usage = { ...this.#usage, ...signal.usage };
        break;
      case 'finish':
        this.#setFinish(signal.finish);
        break;
      case 'error':
        // An error after the finish reason does not matter: the answer is complete.
        if (this.#finish === undefined) this.#fail(signal.error);
        break;
      case 'end':
        this.#finish ??= 'stop';
        this.#end();
    }
  }

  #setFinish(finish: Finish): void {
    const [mostSevere = finish] = BY_SEVERITY.filter(
      (one) => one === finish || one === this.#finish,
    );
    this.#finish = mostSevere;
    this.#cancelUsageWait?.();
    this.#cancelUsageWait = this.#deps.after(USAGE_WAIT_MS, () => this.#end());
  }

  #addText({ text, isRetracted, thought }: Filtered): void {
    if (isRetracted) {
      this.#text = '';
      this.#imitation = new ImitationFilter();
      this.#endTokens = new EndTokenFilter();
      if (this.#hasWritten) this.#write(this.#deps.format.aside({ type: 'retracted' }));
      this.#hasWritten = false;
    }
    if (thought) this.#reportThinking();
    if (text !== '') this.#collect(this.#endTokens.add(this.#imitation.add(text)));
  }

  #collect(added: string): void {
    this.#text += added;
    if (this.#text.length > MAX_COLLECTED_CHARS) this.#flush();
    else if (this.#text !== '')
      this.#cancelFlush ??= this.#deps.after(COLLECT_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#text === '') return;
    this.#write(this.#deps.format.text(this.#text));
    this.#hasWritten = true;
    this.#text = '';
  }

  #reportThinking(): void {
    const isFirst = !this.#hasThought;
    this.#hasThought = true;
    if (isFirst || this.#sinceWrite() >= THINKING_INTERVAL_MS) this.#writeThinking();
  }

  /** All data is a sign of life, even a comment. */
  #reportAlive(): void {
    if (this.#text === '' && this.#sinceWrite() >= ALIVE_INTERVAL_MS) this.#writeThinking();
  }

  #sinceWrite(): number {
    return this.#deps.now() - this.#writtenAt;
  }

  #writeThinking(): void {
    this.#write(this.#deps.format.aside({ type: 'thinking' }));
  }

  #end(): void {
    if (this.#isOver) return;
    this.#addText(this.#thinking.end());
    this.#collect(this.#endTokens.add(this.#imitation.end()) + this.#endTokens.end());
    // The next answer of this deployment begins in the same way.
    this.#deps.deployment.expectsThought = this.#thinking.beganInThought;
    const finish = this.#finish;
    if (finish === undefined) {
      const { isPage, stray } = this.#events;
      const hasNothing = this.#text === '' && !this.#hasWritten && !this.#hasThought;
      const message = hasNothing && stray !== '' ? stray : 'the answer breaks off';
      this.#fail(isPage ? { message: 'a web page' } : new NoConnection(message));
    } else if (finish === 'broken') this.#fail({ message: 'the server broke it off', status: 502 });
    else this.#finishWith(this.#deps.format.end(finish, this.#usage));
  }

  #handleReadError(error: unknown): void {
    if (this.#isOver) return;
    // A connection that breaks after the finish reason does not matter: the answer is complete.
    if (this.#finish !== undefined) this.#end();
    else
      this.#fail(
        error instanceof Error && error.name === 'EndlessEvent' ? error : connectionError(error),
      );
  }

  #fail(error: unknown): void {
    const { now, secrets } = this.#deps;
    this.#finishWith(
      this.#deps.format.aside({ ...failureOf(error, now(), secrets), ...this.#usageIfKnown() }),
    );
  }

  #usageIfKnown(): Pick<Part & { type: 'failed' }, 'usage'> {
    return Object.keys(this.#usage).length === 0 ? {} : { usage: this.#usage };
  }

  #finishWith(last: string): void {
    this.#flush();
    this.#write(last);
    this.close();
    this.#sink.close();
  }

  #write(text: string): void {
    if (text === '' || this.#isOver) return;
    this.#writtenAt = this.#deps.now();
    this.#sink.enqueue(encoder.encode(text));
  }

  /** Resolves once the reader of the stream wants more. */
  #drain(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

const connectionError = (error: unknown): NoConnection =>
  new NoConnection(error instanceof Error ? error.message : 'the connection broke');
