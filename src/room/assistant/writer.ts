import type { Answer } from '../../protocol/assistant.ts';
import type { AnswerCommand } from '../../protocol/commands.ts';
import type { DurableFrame, EphemeralFrame, FrameOf } from '../../protocol/frames.ts';
import { messageIdOf } from '../../protocol/place.ts';
import type { OnCommitted } from '../log/committed-entry.ts';
import type { Entry } from '../log/log.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import type { Tables } from '../log/tables.ts';
import { type AnswerEnd, costBeforeStart, costOf, NOT_STARTED } from './answer-cost.ts';
import type { Answers } from './answers.ts';
import { tokensOf } from './context.ts';
import type { AnswerRequest, Provider } from './providers/provider.ts';
import { type Cost, NOTHING, type Quota, Reservation } from './quota/reservation.ts';
import { Run } from './run.ts';
import type { RunRow, RunStore } from './run-store.ts';
import type { AssistantSettings } from './settings.ts';

export type WriterDeps = {
  readonly settings: AssistantSettings;
  readonly provider: Provider;
  readonly tables: Pick<Tables, 'database' | 'messages'>;
  readonly runs: RunStore;
  readonly answers: Answers;
  readonly quota: Quota;
  readonly now: () => number;
  /** Sets a timer, which keeps the room in memory. @returns a function that cancels it. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Sends the text of an answer as it arrives. Stored changes go to `onCommitted` instead. */
  readonly broadcast: (frame: EphemeralFrame) => void;
  readonly onCommitted: OnCommitted;
  /** The number of connections. */
  readonly listeners: () => number;
  readonly request: (answer: MessageRow) => AnswerRequest;
  /** Called when an answer begins, so that the room sets an alarm for the case of a crash. */
  readonly begun: () => void;
};

export type Changed = { readonly entry: Entry; readonly frame: DurableFrame };
type Origin = { readonly user: string; readonly command: AnswerCommand };

/** How long text is collected for one delta. A room with many connections gets fewer deltas. */
const SEND_INTERVAL_MS = 50;
const LARGE_ROOM_CONNECTIONS = 50;
const LARGE_ROOM_SEND_INTERVAL_MS = 100;

const UNAVAILABLE: AnswerEnd = { state: 'failed', text: '', code: 'assistant_unavailable' };

/** The answer that is reserved or written now. */
type Current = {
  readonly run: RunRow;
  readonly id: string;
  readonly attempt: number;
  readonly reservation: Reservation;
  /** The estimated tokens of the input, which cost however the answer ends. */
  readonly tokensIn: number;
  /** Set once the quota has granted the answer. */
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

  /** `RunRow.begun` of the current answer. */
  get writing(): number | undefined {
    return this.#current?.run.begun;
  }

  /** @returns the text so far of the current answer, for a new connection [R103]. */
  snapshots(): FrameOf<'assistant.snapshot'>[] {
    if (this.#current === undefined) return [];
    const { id, attempt, writing } = this.#current;
    return [{ type: 'assistant.snapshot', id, attempt, text: writing?.sent ?? '' }];
  }

  /**
   * Ends the answer that a crash interrupted [I13] and starts the next. The interrupted answer is
   * not resumed, because that would cost again, and the quota keeps counting its estimate. Answers
   * that waited in the queue or for the quota have cost nothing yet and are started.
   */
  wake(): void {
    for (const run of this.#deps.runs.live())
      if (run.running === 1 && run.begun !== this.writing) {
        const cost: Cost = { asks: 1, tokens: run.reserved };
        this.#close(run, { state: 'interrupted', text: run.text }, cost);
      }
    this.next();
  }

  /** Starts the answer that has waited longest, unless one is being written. */
  next(): void {
    const { tables, runs, answers, onCommitted } = this.#deps;
    if (this.isBusy) return;
    for (const run of runs.live()) {
      const row = tables.messages.row(run.answer);
      const answer = row && answerOf(row);
      if (row === undefined || answer === undefined) {
        this.#close(run, { state: 'interrupted', text: '' }, NOT_STARTED);
        continue;
      }
      // The question was deleted, so the model would get an empty one.
      if (answers.question(row) === undefined) {
        this.#close(run, { state: 'stopped', text: '' }, NOT_STARTED);
        continue;
      }
      // An answer that was waiting for the quota at a crash is marked as running already.
      if (answer.state !== 'running')
        onCommitted({
          frame: answers.change(row, { answer: { ...answer, state: 'running' } }).frame,
        });
      this.begin(run, row, answer.attempt);
      return;
    }
  }

  /**
   * Writes an answer that is running in the log already. It first reserves the estimated tokens
   * with the answer quota, which replies outside of this turn.
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

  /** Marks the run as running in storage before it asks the provider [I13]. */
  #write(current: Current, request: AnswerRequest, reserved: number): void {
    const { settings, provider, runs, now, after, listeners, broadcast } = this.#deps;
    const { numbers } = settings;
    const { id, attempt, run } = current;
    runs.start(run.begun, reserved);
    current.writing = new Run({
      ...{ provider, request, now, after },
      deadlines: {
        firstWordMs: numbers.AI_FIRST_TOKEN_MS,
        idleMs: numbers.AI_IDLE_MS,
        totalMs: numbers.AI_TOTAL_MS,
      },
      sendInterval: () =>
        listeners() > LARGE_ROOM_CONNECTIONS ? LARGE_ROOM_SEND_INTERVAL_MS : SEND_INTERVAL_MS,
      send: (offset, text) => broadcast({ type: 'assistant.delta', id, attempt, offset, text }),
      retract: () => broadcast({ type: 'assistant.snapshot', id, attempt, text: '' }),
      save: (text) => runs.saveText(run.begun, text),
      ended: (ending) => this.#end(current, ending),
    });
    current.writing.begin();
  }

  /** Stops the current answer, or removes one from the queue. */
  stop(run: RunRow, origin?: Origin): Changed | undefined {
    const current = this.#current?.run.begun === run.begun ? this.#current : undefined;
    const text = current?.writing?.flush() ?? '';
    const end: AnswerEnd = { state: 'stopped', text };
    if (current === undefined) return this.#close(run, end, NOT_STARTED, origin);
    const changed = this.#end(current, end, origin);
    // The provider is aborted only after the end is stored; what it still sends is ignored.
    current.writing?.drop();
    return changed;
  }

  /** Ends the current answer and starts the next. */
  #end(current: Current, end: AnswerEnd, origin?: Origin): Changed | undefined {
    this.#current = undefined;
    const { AI_MAX_OUTPUT_TOKENS: most } = this.#deps.settings.numbers;
    const cost =
      current.writing === undefined ? costBeforeStart(end) : costOf(end, current.tokensIn, most);
    const changed = this.#close(current.run, end, cost, origin);
    current.reservation.settle(cost);
    this.next();
    return changed;
  }

  #request(row: MessageRow): AnswerRequest | undefined {
    try {
      return this.#deps.request(row);
    } catch (error) {
      console.error('assistant: the request to the provider could not be built;', error);
      return undefined;
    }
  }

  /**
   * Stores the end of an answer and publishes it.
   * @returns the change, or `undefined` if the answer's message no longer exists.
   */
  #close(run: RunRow, end: AnswerEnd, cost: Cost, origin?: Origin): Changed | undefined {
    const { tables, runs, answers, onCommitted } = this.#deps;
    const { state, text, code, retryAt, usage = {} } = end;
    // Read the row again, because people may have reacted to it meanwhile.
    const row = tables.messages.row(run.answer);
    const answer = row && answerOf(row);
    if (row === undefined || answer === undefined) {
      tables.database.write(() => runs.close(run, cost));
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
      { answer: ended, ...(text !== '' && { text }), ...(origin && { act: origin }) },
      () => runs.close(run, cost),
    );
    onCommitted({ frame: changed.frame });
    return changed;
  }
}
