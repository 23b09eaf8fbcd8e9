import { AnswerText } from './answer-text.ts';
import type { AnswerCode, AnswerRequest, Part, Provider, Usage } from './providers/provider.ts';

/** How a run ended; `text` is all that came of it. */
export type Ending = {
  readonly state: 'done' | 'failed';
  readonly text: string;
  readonly code?: AnswerCode;
  /** Milliseconds since 1970. */
  readonly retryAt?: number;
  readonly usage?: Usage;
  /** The model was at work, and so it cost something, though nobody says how much. */
  readonly hasWorked?: boolean;
};

export type Deadlines = {
  readonly firstWordMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
};

type Around = {
  readonly provider: Provider;
  readonly request: AnswerRequest;
  readonly deadlines: Deadlines;
  /** The clock, in ms since 1970, and a timer that can be called off. */
  readonly now: () => number;
  readonly after: (ms: number, call: () => void) => () => void;
  /** How long words are gathered before they are told, in ms. */
  readonly gap: () => number;
  readonly tell: (offset: number, text: string) => void;
  /** Takes back everything that was told: it was no part of the answer [R117]. */
  readonly retract: () => void;
  /** Stores the text so far. */
  readonly keep: (text: string) => void;
  readonly ended: (ending: Ending) => void;
};

/** Text is stored this long after it came at the latest: all that a crash may take. */
const KEEP_MS = 1000;
/** Waits before the second and the third try, where the provider names no time. */
const PATIENCE_MS = [1000, 3000] as const;
/** A provider that asks for more patience than this has failed. */
const MOST_PATIENCE_MS = 20_000;

/**
 * One answer being written: reads the provider, tells the words as they come, and ends exactly once
 * [I13], by itself at the latest when its time is up. Whatever comes after its end is not heard.
 */
export class Run {
  readonly #around: Around;
  #text = new AnswerText();
  readonly #timers = new Map<string, () => void>();
  #abort = new AbortController();
  #told = 0;
  #tries = 0;
  #hasWorked = false;
  #over = false;

  constructor(around: Around) {
    this.#around = around;
  }

  /** What everyone was told so far; deltas go on from here. */
  get told(): string {
    return this.#text.whole.slice(0, this.#told);
  }

  begin(): void {
    this.#time('total', this.#around.deadlines.totalMs, () => this.#fail('assistant_timeout'));
    this.#try();
  }

  /** All that there is of the text, once everyone was told the last of it [R104]. */
  tellAll(): string {
    this.#text.end();
    this.#tell();
    return this.#text.whole;
  }

  /** Ends it from outside, where its end is stored already: nobody is told, and the provider stops. */
  drop(): void {
    this.#over = true;
    this.#quiet();
    this.#abort.abort();
  }

  #try(): void {
    this.#tries += 1;
    this.#abort = new AbortController();
    const { firstWordMs } = this.#around.deadlines;
    this.#time('silence', firstWordMs, () => this.#fail('assistant_timeout'));
    void this.#read(this.#abort.signal);
  }

  async #read(signal: AbortSignal): Promise<void> {
    const { provider, request } = this.#around;
    const isLate = () => this.#over || signal.aborted;
    try {
      for await (const part of provider.answer(request, signal)) {
        if (isLate()) return;
        this.#take(part);
        if (part.type === 'end' || part.type === 'failed') return;
      }
      if (!isLate()) this.#fail('assistant_unavailable');
    } catch (error) {
      if (isLate()) return;
      console.error('assistant: the provider failed;', error instanceof Error ? error.name : '');
      this.#fail('assistant_unavailable');
    }
  }

  #take(part: Part): void {
    switch (part.type) {
      case 'text':
        this.#hear(part.text);
        break;
      case 'thinking':
        this.#hasWorked = true;
        this.#expect();
        break;
      case 'retracted':
        this.#retract();
        break;
      case 'failed':
        this.#failed(part);
        break;
      case 'end':
        this.#hasWorked ||= part.isCut === true;
        this.#finish(part);
    }
  }

  #hear(words: string): void {
    if (words === '') return;
    this.#text.add(words);
    this.#expect();
    if (this.#text.isCut) {
      this.#end({ state: 'done', code: 'assistant_too_long' });
      return;
    }
    if (!this.#timers.has('tell')) this.#tell();
    if (!this.#timers.has('keep'))
      this.#time('keep', KEEP_MS, () => this.#around.keep(this.#text.whole));
  }

  #retract(): void {
    this.#text = new AnswerText();
    this.#expect();
    // A room that dies now must not find what was thought in the place of the answer.
    this.#around.keep('');
    if (this.#told === 0) return;
    this.#told = 0;
    this.#around.retract();
  }

  #finish({ isCut = false, usage }: Part & { type: 'end' }): void {
    this.#text.end();
    if (this.#text.whole.trim() !== '')
      this.#end({
        state: 'done',
        ...(isCut && { code: 'assistant_too_long' }),
        ...(usage && { usage }),
      });
    else if (isCut) {
      console.warn(
        'assistant: assistant_too_long; the model used up AI_MAX_OUTPUT_TOKENS before its first word',
      );
      this.#fail('assistant_too_long', usage);
    } else {
      // Nothing at all is no answer.
      console.warn('assistant: assistant_unavailable; the model ended its answer without a word');
      this.#fail('assistant_unavailable', usage);
    }
  }

  /** It is at work, and must go on being so. */
  #expect(): void {
    const { idleMs } = this.#around.deadlines;
    this.#time('silence', idleMs, () => this.#fail('assistant_timeout'));
  }

  /** The first words at once; what comes within a moment of them goes together. */
  #tell(): void {
    const news = this.#text.whole.slice(this.#told);
    if (news === '') return;
    this.#around.tell(this.#told, news);
    this.#told += news.length;
    this.#time('tell', this.#around.gap(), () => this.#tell());
  }

  #failed({ code, again, retryAfterMs, usage }: Part & { type: 'failed' }): void {
    const wait = retryAfterMs ?? PATIENCE_MS[this.#tries - 1] ?? 0;
    // Once a word was heard, a second try would be another answer.
    const mayTry = again && this.#text.whole === '' && this.#tries <= PATIENCE_MS.length;
    if (mayTry && wait <= MOST_PATIENCE_MS) {
      this.#abort.abort();
      this.#time('silence', wait, () => this.#try());
    } else this.#fail(code, usage, retryAfterMs);
  }

  #fail(code: AnswerCode, usage?: Usage, retryAfterMs?: number): void {
    const retryAt = retryAfterMs !== undefined && { retryAt: this.#around.now() + retryAfterMs };
    this.#end({ state: 'failed', code, ...(usage && { usage }), ...retryAt });
  }

  #end(ending: Omit<Ending, 'text'>): void {
    if (this.#over) return;
    this.#over = true;
    this.#text.end();
    // The last words too, so that the deltas add up to the whole [R104].
    this.#tell();
    this.#quiet();
    // Stored before the provider hears of it: what is stored is what counts.
    const isUntold = ending.state === 'failed' && Object.keys(ending.usage ?? {}).length === 0;
    const hasWorked = this.#hasWorked && isUntold && { hasWorked: true };
    this.#around.ended({ ...ending, ...hasWorked, text: this.#text.whole });
    this.#abort.abort();
  }

  #quiet(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** One timer of each name; a new one takes the place of the old. */
  #time(name: 'total' | 'silence' | 'tell' | 'keep', ms: number, call: () => void): void {
    this.#timers.get(name)?.();
    const cancel = this.#around.after(ms, () => {
      this.#timers.delete(name);
      call();
    });
    this.#timers.set(name, cancel);
  }
}
