import type { Deployment } from './deployment.ts';
import { EndTokenFilter } from './end-tokens.ts';
import { EventReader } from './event-reader.ts';
import { failureOf, NoConnection } from './failure.ts';
import { ImitationFilter } from './imitation.ts';
import type { Part, Usage } from './provider.ts';
import type { SdkFormat } from './sdk-format.ts';
import { type Finish, type Signal, signalsOf } from './signals.ts';
import { type Heard, ThinkingFilter } from './thinking.ts';

export type StreamWorld = {
  /** The clock, in ms since 1970, and a timer that can be called off. */
  readonly now: () => number;
  readonly after: (ms: number, call: () => void) => () => void;
  /** What the operator's log must not have. */
  readonly secrets: readonly string[];
};

/** Words are gathered this long: the SDK takes longer to read a piece than to read what is in it. */
const GATHER_MS = 20;
/** No more is gathered than this, however fast it comes. */
const GATHER_CHARS = 16_384;
/** Told at most so often that the model thinks, and that the server is there at all. */
const THINKING_MS = 500;
const ALIVE_MS = 1000;
/** What an answer cost may come behind its reason to end; nobody waits longer for it. */
const GRACE_MS = 1000;

/** The reasons that there are, the gravest first: one is not taken back by another. */
const GRAVITY: readonly Finish[] = ['refused', 'broken', 'length', 'stop'];

const encoder = new TextEncoder();

/**
 * What a model server sends, as the AI SDK reads it best [R116]: words without thinking, signs of
 * life, one end. It is over with `[DONE]`, with the last event of the format, or a moment after a
 * reason to end; the line is closed then, whether the server closes it or not. A line that breaks
 * before is a failure that may be tried again.
 */
export function answerStream(
  body: ReadableStream<Uint8Array>,
  format: SdkFormat,
  deployment: Deployment,
  world: StreamWorld,
): ReadableStream<Uint8Array> {
  let answer: AnswerStream;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      answer = new AnswerStream(body, controller, format, deployment, world);
      void answer.run();
    },
    pull: () => answer.drained(),
    cancel: () => answer.leave(),
  });
}

class AnswerStream {
  readonly #source: ReadableStreamDefaultReader<Uint8Array>;
  readonly #sink: ReadableStreamDefaultController<Uint8Array>;
  readonly #format: SdkFormat;
  readonly #deployment: Deployment;
  readonly #world: StreamWorld;
  readonly #events = new EventReader((event) => {
    for (const signal of signalsOf(event)) this.#take(signal);
  });
  readonly #thinking: ThinkingFilter;
  #imitation = new ImitationFilter();
  #endTokens = new EndTokenFilter();
  #text = '';
  #hasWritten = false;
  #finish: Finish | undefined;
  #usage: Usage = {};
  #markedAt: number;
  #hasThought = false;
  #isOver = false;
  #cancelGather: (() => void) | undefined;
  #cancelGrace: (() => void) | undefined;
  #wake: (() => void) | undefined;

  constructor(
    body: ReadableStream<Uint8Array>,
    sink: ReadableStreamDefaultController<Uint8Array>,
    format: SdkFormat,
    deployment: Deployment,
    world: StreamWorld,
  ) {
    this.#source = body.getReader();
    // What breaks is told by `read`.
    this.#source.closed.catch(() => {});
    this.#sink = sink;
    this.#format = format;
    this.#deployment = deployment;
    this.#world = world;
    this.#thinking = new ThinkingFilter(deployment.expectsThought);
    this.#markedAt = world.now();
    this.#write(format.begin);
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
        this.#alive();
        if ((this.#sink.desiredSize ?? 1) <= 0) await this.#drain();
      }
      this.#end();
    } catch (error) {
      this.#broke(error);
    }
  }

  drained(): void {
    this.#wake?.();
  }

  /** Nobody listens any more. */
  leave(): void {
    this.#isOver = true;
    this.#cancelGather?.();
    this.#cancelGrace?.();
    this.#wake?.();
    this.#source.cancel().catch(() => {});
  }

  #take(signal: Signal): void {
    if (this.#isOver) return;
    switch (signal.type) {
      case 'text':
        this.#hear(this.#thinking.add(signal.text));
        break;
      case 'thinking':
        this.#hear({ ...this.#thinking.thinksElsewhere(), thought: true });
        break;
      case 'usage':
        this.#usage = { ...this.#usage, ...signal.usage };
        break;
      case 'finish':
        this.#finishes(signal.finish);
        break;
      case 'error':
        // Of an answer that is whole it does not matter what went wrong then.
        if (this.#finish === undefined) this.#fail(signal.error);
        break;
      case 'end':
        this.#finish ??= 'stop';
        this.#end();
    }
  }

  #finishes(finish: Finish): void {
    const [known = finish] = GRAVITY.filter((one) => one === finish || one === this.#finish);
    this.#finish = known;
    this.#cancelGrace?.();
    this.#cancelGrace = this.#world.after(GRACE_MS, () => this.#end());
  }

  #hear({ text, isRetracted, thought }: Heard): void {
    if (isRetracted) {
      this.#text = '';
      this.#imitation = new ImitationFilter();
      this.#endTokens = new EndTokenFilter();
      if (this.#hasWritten) this.#write(this.#format.aside({ type: 'retracted' }));
      this.#hasWritten = false;
    }
    if (thought) this.#thinks();
    if (text !== '') this.#gather(this.#endTokens.add(this.#imitation.add(text)));
  }

  #gather(words: string): void {
    this.#text += words;
    if (this.#text.length > GATHER_CHARS) this.#flush();
    else if (this.#text !== '')
      this.#cancelGather ??= this.#world.after(GATHER_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelGather?.();
    this.#cancelGather = undefined;
    if (this.#text === '') return;
    this.#write(this.#format.text(this.#text));
    this.#hasWritten = true;
    this.#text = '';
  }

  #thinks(): void {
    const isNews = !this.#hasThought;
    this.#hasThought = true;
    if (isNews || this.#sinceMark() >= THINKING_MS) this.#mark();
  }

  /** Whatever comes, a comment too, is a sign of life. */
  #alive(): void {
    if (this.#text === '' && this.#sinceMark() >= ALIVE_MS) this.#mark();
  }

  #sinceMark(): number {
    return this.#world.now() - this.#markedAt;
  }

  #mark(): void {
    this.#write(this.#format.aside({ type: 'thinking' }));
  }

  #end(): void {
    if (this.#isOver) return;
    this.#hear(this.#thinking.end());
    this.#gather(this.#endTokens.add(this.#imitation.end()) + this.#endTokens.end());
    // As this answer began, so will the next.
    this.#deployment.expectsThought = this.#thinking.beganInThought;
    const finish = this.#finish;
    if (finish === undefined) {
      const { isPage, stray } = this.#events;
      const hasNothing = this.#text === '' && !this.#hasWritten && !this.#hasThought;
      const said = hasNothing && stray !== '' ? stray : 'the answer breaks off';
      this.#fail(isPage ? { message: 'a web page' } : new NoConnection(said));
    } else if (finish === 'broken') this.#fail({ message: 'the server broke it off', status: 502 });
    else this.#close(this.#format.end(finish, this.#usage));
  }

  #broke(error: unknown): void {
    if (this.#isOver) return;
    // The reason to end was there: what broke is a line that nobody needed.
    if (this.#finish !== undefined) this.#end();
    else this.#fail(error instanceof Error && error.name === 'EndlessEvent' ? error : lost(error));
  }

  #fail(error: unknown): void {
    const { now, secrets } = this.#world;
    this.#close(this.#format.aside({ ...failureOf(error, now(), secrets), ...this.#spent() }));
  }

  #spent(): Pick<Part & { type: 'failed' }, 'usage'> {
    return Object.keys(this.#usage).length === 0 ? {} : { usage: this.#usage };
  }

  #close(last: string): void {
    this.#flush();
    this.#write(last);
    this.leave();
    this.#sink.close();
  }

  #write(text: string): void {
    if (text === '' || this.#isOver) return;
    this.#markedAt = this.#world.now();
    this.#sink.enqueue(encoder.encode(text));
  }

  #drain(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

const lost = (error: unknown): NoConnection =>
  new NoConnection(error instanceof Error ? error.message : 'the line broke');
