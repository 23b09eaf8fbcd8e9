import { AnswerText } from './answer-text.ts';
import type { AnswerCode, AnswerRequest, Part, Provider, Usage } from './providers/provider.ts';

/** How a run ended. `text` is the whole text of the answer. */
export type Ending = {
  readonly state: 'done' | 'failed';
  readonly text: string;
  readonly code?: AnswerCode;
  /** Milliseconds since 1970. */
  readonly retryAt?: number;
  readonly usage?: Usage;
  /** The model worked, so the answer cost tokens, although the provider reported no usage. */
  readonly hasWorked?: boolean;
};

/** The most time for the first word, between two words, and for the whole answer, in ms. */
export type Deadlines = {
  readonly firstWordMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
};

type Deps = {
  readonly provider: Provider;
  readonly request: AnswerRequest;
  readonly deadlines: Deadlines;
  /** The clock, in ms since 1970. */
  readonly now: () => number;
  /** Sets a timer. @returns a function that cancels it. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** How long to collect text before the next delta, in ms. */
  readonly sendInterval: () => number;
  /** Sends a delta, which begins at `offset` of the text. */
  readonly send: (offset: number, text: string) => void;
  /** Takes back all text that was sent, because it was not part of the answer [R117]. */
  readonly retract: () => void;
  /** Saves the whole text so far. */
  readonly save: (text: string) => void;
  readonly ended: (ending: Ending) => void;
};

/** New text is saved within this time. A crash loses no more than that. */
const SAVE_INTERVAL_MS = 1000;
/** The delays before the second and third try, unless the provider names one. */
const RETRY_DELAYS_MS = [1000, 3000] as const;
/** The run fails instead of retrying if the provider asks for a longer delay. */
const MAX_RETRY_DELAY_MS = 20_000;

/**
 * Writes one answer: reads the provider and sends its text as it arrives. A run ends exactly once
 * [I13], at the latest when its total time is up. It ignores everything that arrives after that.
 */
export class Run {
  readonly #deps: Deps;
  #text = new AnswerText();
  readonly #timers = new Map<string, () => void>();
  #abort = new AbortController();
  /** How much of the text was sent. */
  #sent = 0;
  #tries = 0;
  #hasWorked = false;
  #over = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The text that was sent so far. The next delta continues it. */
  get sent(): string {
    return this.#text.whole.slice(0, this.#sent);
  }

  begin(): void {
    this.#setTimer('total', this.#deps.deadlines.totalMs, () => this.#fail('assistant_timeout'));
    this.#try();
  }

  /** Sends the text that was not sent yet [R104]. @returns the whole text. */
  flush(): string {
    this.#text.end();
    this.#send();
    return this.#text.whole;
  }

  /** Aborts the provider without calling `ended`, because the caller has stored the end already. */
  drop(): void {
    this.#over = true;
    this.#clearTimers();
    this.#abort.abort();
  }

  #try(): void {
    this.#tries += 1;
    this.#abort = new AbortController();
    const { firstWordMs } = this.#deps.deadlines;
    this.#setTimer('silence', firstWordMs, () => this.#fail('assistant_timeout'));
    void this.#read(this.#abort.signal);
  }

  async #read(signal: AbortSignal): Promise<void> {
    const { provider, request } = this.#deps;
    const isLate = () => this.#over || signal.aborted;
    try {
      for await (const part of provider.answer(request, signal)) {
        if (isLate()) return;
        this.#handle(part);
        if (part.type === 'end' || part.type === 'failed') return;
      }
      if (!isLate()) this.#fail('assistant_unavailable');
    } catch (error) {
      if (isLate()) return;
      console.error('assistant: the provider failed;', error instanceof Error ? error.name : '');
      this.#fail('assistant_unavailable');
    }
  }

  #handle(part: Part): void {
    switch (part.type) {
      case 'text':
        this.#addText(part.text);
        break;
      case 'thinking':
        this.#hasWorked = true;
        this.#restartIdleTimer();
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

  #addText(added: string): void {
    if (added === '') return;
    this.#text.add(added);
    this.#restartIdleTimer();
    if (this.#text.isCut) {
      this.#end({ state: 'done', code: 'assistant_too_long' });
      return;
    }
    if (!this.#timers.has('send')) this.#send();
    if (!this.#timers.has('save'))
      this.#setTimer('save', SAVE_INTERVAL_MS, () => this.#deps.save(this.#text.whole));
  }

  #retract(): void {
    this.#text = new AnswerText();
    this.#restartIdleTimer();
    // After a crash the saved text counts as the answer, so it must not hold the model's thinking.
    this.#deps.save('');
    if (this.#sent === 0) return;
    this.#sent = 0;
    this.#deps.retract();
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
      // An answer without any text is a failure.
      console.warn('assistant: assistant_unavailable; the model ended its answer without a word');
      this.#fail('assistant_unavailable', usage);
    }
  }

  /** Called at each sign of work: the next one must follow within the idle time. */
  #restartIdleTimer(): void {
    const { idleMs } = this.#deps.deadlines;
    this.#setTimer('silence', idleMs, () => this.#fail('assistant_timeout'));
  }

  /** Sends the first words at once, and then collects text for one delta per interval. */
  #send(): void {
    const unsent = this.#text.whole.slice(this.#sent);
    if (unsent === '') return;
    this.#deps.send(this.#sent, unsent);
    this.#sent += unsent.length;
    this.#setTimer('send', this.#deps.sendInterval(), () => this.#send());
  }

  #failed({ code, again, retryAfterMs, usage }: Part & { type: 'failed' }): void {
    const delay = retryAfterMs ?? RETRY_DELAYS_MS[this.#tries - 1] ?? 0;
    // After the first word a retry would write a different answer.
    const mayRetry = again && this.#text.whole === '' && this.#tries <= RETRY_DELAYS_MS.length;
    if (mayRetry && delay <= MAX_RETRY_DELAY_MS) {
      this.#abort.abort();
      this.#setTimer('silence', delay, () => this.#try());
    } else this.#fail(code, usage, retryAfterMs);
  }

  #fail(code: AnswerCode, usage?: Usage, retryAfterMs?: number): void {
    const retryAt = retryAfterMs !== undefined && { retryAt: this.#deps.now() + retryAfterMs };
    this.#end({ state: 'failed', code, ...(usage && { usage }), ...retryAt });
  }

  #end(ending: Omit<Ending, 'text'>): void {
    if (this.#over) return;
    this.#over = true;
    this.#text.end();
    // Send the last words as well, so that the deltas add up to the whole text [R104].
    this.#send();
    this.#clearTimers();
    const isUsageUnknown =
      ending.state === 'failed' && Object.keys(ending.usage ?? {}).length === 0;
    const hasWorked = this.#hasWorked && isUsageUnknown && { hasWorked: true };
    // The end is stored before the provider is aborted, because the stored state is what counts.
    this.#deps.ended({ ...ending, ...hasWorked, text: this.#text.whole });
    this.#abort.abort();
  }

  #clearTimers(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** Sets the timer `name`. It replaces an earlier one of the same name. */
  #setTimer(name: 'total' | 'silence' | 'send' | 'save', ms: number, call: () => void): void {
    this.#timers.get(name)?.();
    const cancel = this.#deps.after(ms, () => {
      this.#timers.delete(name);
      call();
    });
    this.#timers.set(name, cancel);
  }
}
