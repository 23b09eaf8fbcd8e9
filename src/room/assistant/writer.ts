import type { AnswerState } from '../../protocol/answer-state.ts';
import type { Answer } from '../../protocol/assistant.ts';
import type { AnswerCommand } from '../../protocol/commands.ts';
import type { DurableFrame, EphemeralFrame, FrameOf } from '../../protocol/frames.ts';
import { messageIdOf } from '../../protocol/place.ts';
import type { OnCommitted } from '../log/committed-entry.ts';
import type { Entry } from '../log/log.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import type { Tables } from '../log/tables.ts';
import type { Answers } from './answers.ts';
import { tokensOf } from './context.ts';
import type { Ledger, RunRow } from './ledger.ts';
import type { AnswerCode, AnswerRequest, Provider, Usage } from './providers/provider.ts';
import { type Cost, NOTHING, type Quota, Reservation } from './quota/reservation.ts';
import { Run } from './run.ts';
import type { AssistantSettings } from './settings.ts';

export type WriterDeps = {
  readonly settings: AssistantSettings;
  readonly provider: Provider;
  readonly tables: Pick<Tables, 'database' | 'messages'>;
  readonly ledger: Ledger;
  readonly answers: Answers;
  readonly quota: Quota;
  readonly now: () => number;
  /** A timer that keeps the room up, and how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** The words of an answer as they come; what is stored of it is published to `onCommitted`. */
  readonly broadcast: (frame: EphemeralFrame) => void;
  readonly onCommitted: OnCommitted;
  /** How many listen. */
  readonly listeners: () => number;
  readonly request: (answer: MessageRow) => AnswerRequest;
  /** An answer is being written: the room must look again soon, whatever becomes of it. */
  readonly begun: () => void;
};

/** How an answer ends, in the log. */
type End = {
  readonly state: Exclude<AnswerState, 'queued' | 'running'>;
  readonly text: string;
  readonly code?: AnswerCode;
  readonly retryAt?: number;
  readonly usage?: Usage;
  readonly hasWorked?: boolean;
};

export type Changed = { readonly entry: Entry; readonly frame: DurableFrame };
type By = { readonly user: string; readonly command: AnswerCommand };

/** Words are gathered this long before they go out, in a room of so many and in a larger one. */
const GAP_MS = 50;
const LARGE_ROOM = 50;
const LARGE_ROOM_GAP_MS = 100;

/** Its provider was never asked; it counts as an ask all the same. */
const UNASKED: Cost = { asks: 1, tokens: 0 };
const UNAVAILABLE: End = { state: 'failed', text: '', code: 'assistant_unavailable' };

/** The same, where it may have been refused, which counts for nothing. */
const unasked = ({ state }: End): Cost => (state === 'failed' ? NOTHING : UNASKED);

/**
 * What an answer counts for [R114]. One that fails before its first word is nobody's ask, and its
 * tokens are those that the provider told. Where it told none, one that was silent for too long, or
 * worked without a word, counts for what it was given, and for all that it might write where it used
 * that up.
 * @param most tokens that it might write.
 */
function costOf(
  { state, text, code, usage = {}, hasWorked }: End,
  given: number,
  most: number,
): Cost {
  const { tokensIn, tokensOut } = usage;
  if (state !== 'failed' || text !== '')
    return { asks: 1, tokens: (tokensIn ?? given) + (tokensOut ?? tokensOf(text)) };
  const told = (tokensIn ?? 0) + (tokensOut ?? 0);
  const isUsedUp = hasWorked && code === 'assistant_too_long';
  const spent = hasWorked || code === 'assistant_timeout' ? given + (isUsedUp ? most : 0) : 0;
  return { asks: 0, tokens: told || spent };
}

/** The answer whose turn it is. */
type Current = {
  readonly run: RunRow;
  readonly id: string;
  readonly attempt: number;
  readonly reservation: Reservation;
  /** What the provider is given, by estimate: it costs, however the answer ends. */
  readonly tokensIn: number;
  /** Once the quota has granted it. */
  writing?: Run;
};

/** Writes the answers of a room, one at a time, in the order asked [R107]. */
export class Writer {
  readonly #deps: WriterDeps;
  #current: Current | undefined;

  constructor(deps: WriterDeps) {
    this.#deps = deps;
  }

  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** The run whose turn it is, by where it began. */
  get writing(): number | undefined {
    return this.#current?.run.begun;
  }

  /** What everyone who arrives must see of the answer that is being written [R103]. */
  snapshots(): FrameOf<'assistant.snapshot'>[] {
    if (this.#current === undefined) return [];
    const { id, attempt, writing } = this.#current;
    return [{ type: 'assistant.snapshot', id, attempt, text: writing?.told ?? '' }];
  }

  /**
   * The room woke: an answer that was being written when it died has ended there [I13]. It is not
   * resumed, for that would cost again; what waits, also for the quota, has not cost anything yet.
   * The quota goes on counting the estimate.
   */
  wake(): void {
    for (const run of this.#deps.ledger.live())
      if (run.running === 1 && run.begun !== this.writing) {
        const cost: Cost = { asks: 1, tokens: run.reserved };
        this.#close(run, { state: 'interrupted', text: run.text }, cost);
      }
    this.next();
  }

  /** Begins with whoever waits longest, if nobody is being answered. */
  next(): void {
    const { tables, ledger, answers, onCommitted } = this.#deps;
    if (this.isBusy) return;
    for (const run of ledger.live()) {
      const row = tables.messages.row(run.answer);
      const answer = row && answerOf(row);
      if (row === undefined || answer === undefined) {
        this.#close(run, { state: 'interrupted', text: '' }, UNASKED);
        continue;
      }
      // Nobody waits for it any more, and a model would be given an empty question.
      if (answers.question(row) === undefined) {
        this.#close(run, { state: 'stopped', text: '' }, UNASKED);
        continue;
      }
      // One that waited for the quota when the room died is told as running already.
      if (answer.state !== 'running')
        onCommitted({
          frame: answers.change(row, { answer: { ...answer, state: 'running' } }).frame,
        });
      this.begin(run, row, answer.attempt);
      return;
    }
  }

  /**
   * Writes an answer that the log has as running already: once the answer quota, which is asked
   * outside of this turn, has granted its estimate.
   */
  begin(run: RunRow, row: MessageRow, attempt: number): void {
    const { settings, tables, quota, after, begun } = this.#deps;
    const id = messageIdOf({ epoch: tables.database.epoch, seq: row.seq });
    const request = this.#request(row);
    if (request === undefined) {
      this.#close(run, UNAVAILABLE, NOTHING);
      this.next();
      return;
    }
    const tokensIn = tokensOf(request.system + JSON.stringify(request.turns));
    const { user, address } = run;
    const tokens = tokensIn + settings.numbers.AI_MAX_OUTPUT_TOKENS;
    const ask = { id: `${id}#${attempt}`, room: request.room.name, user, address, tokens };
    const reservation = new Reservation({ quota, after }, ask);
    const current: Current = { run, id, attempt, reservation, tokensIn };
    this.#current = current;
    begun();
    reservation.begin((refusal) => {
      if (refusal === null) this.#write(current, request, tokens);
      else this.#end(current, { state: 'failed', text: '', ...refusal });
    });
  }

  /** The provider may be asked from here on, and that is stored before it is [I13]. */
  #write(current: Current, request: AnswerRequest, reserved: number): void {
    const { settings, provider, ledger, now, after, listeners, broadcast } = this.#deps;
    const { numbers } = settings;
    const { id, attempt, run } = current;
    ledger.start(run.begun, reserved);
    current.writing = new Run({
      ...{ provider, request, now, after },
      deadlines: {
        firstWordMs: numbers.AI_FIRST_TOKEN_MS,
        idleMs: numbers.AI_IDLE_MS,
        totalMs: numbers.AI_TOTAL_MS,
      },
      gap: () => (listeners() > LARGE_ROOM ? LARGE_ROOM_GAP_MS : GAP_MS),
      tell: (offset, text) => broadcast({ type: 'assistant.delta', id, attempt, offset, text }),
      retract: () => broadcast({ type: 'assistant.snapshot', id, attempt, text: '' }),
      keep: (text) => ledger.keep(run.begun, text),
      ended: (ending) => this.#end(current, ending),
    });
    current.writing.begin();
  }

  /** Stops an answer that is written, or takes one out of the queue. */
  stop(run: RunRow, by?: By): Changed | undefined {
    const current = this.#current?.run.begun === run.begun ? this.#current : undefined;
    // Stored first; then the provider is told, and nothing that it says is heard any more.
    const text = current?.writing?.tellAll() ?? '';
    const end: End = { state: 'stopped', text };
    if (current === undefined) return this.#close(run, end, UNASKED, by);
    const changed = this.#end(current, end, by);
    current.writing?.drop();
    return changed;
  }

  /** The end of the answer whose turn it was, and the turn of the next. */
  #end(current: Current, end: End, by?: By): Changed | undefined {
    this.#current = undefined;
    const { AI_MAX_OUTPUT_TOKENS: most } = this.#deps.settings.numbers;
    const cost = current.writing === undefined ? unasked(end) : costOf(end, current.tokensIn, most);
    const changed = this.#close(current.run, end, cost, by);
    current.reservation.settle(cost);
    this.next();
    return changed;
  }

  #request(row: MessageRow): AnswerRequest | undefined {
    try {
      return this.#deps.request(row);
    } catch (error) {
      console.error('assistant: the question could not be put together;', error);
      return undefined;
    }
  }

  /** The end of an answer, which everyone hears. `undefined` where its message is gone already. */
  #close(run: RunRow, end: End, cost: Cost, act?: By): Changed | undefined {
    const { tables, ledger, answers, onCommitted } = this.#deps;
    const { state, text, code, retryAt, usage = {} } = end;
    // As it stands now: people may have reacted meanwhile.
    const row = tables.messages.row(run.answer);
    const answer = row && answerOf(row);
    if (row === undefined || answer === undefined) {
      tables.database.write(() => ledger.close(run, cost));
      return undefined;
    }
    const { attempt, by, provider, model } = answer;
    const ended: Answer = {
      ...{ state, attempt, by, provider },
      ...(model !== undefined && { model }),
      ...usage,
      ...(code !== undefined && { code }),
      ...(retryAt !== undefined && { retryAt }),
    };
    const changed = answers.change(
      row,
      { answer: ended, ...(text !== '' && { text }), ...(act && { act }) },
      () => ledger.close(run, cost),
    );
    onCommitted({ frame: changed.frame });
    return changed;
  }
}
