import type { AnswerState } from '../../protocol/answer-state.ts';
import type { Answer } from '../../protocol/assistant.ts';
import type { AnswerAct } from '../../protocol/commands.ts';
import type { DurableFrame, Frame, FrameOf } from '../../protocol/frames.ts';
import { messageIdOf } from '../../protocol/place.ts';
import type { Archive } from '../archive.ts';
import type { MessageRow } from '../history.ts';
import type { Entry } from '../log.ts';
import { Answers } from './answers.ts';
import { tokensOf } from './context.ts';
import type { Ledger, RunRow } from './ledger.ts';
import type { AnswerCode, AnswerRequest, Provider, Usage } from './providers/provider.ts';
import { Run } from './run.ts';
import type { AssistantSettings } from './settings.ts';

export type WriterParts = {
  readonly settings: AssistantSettings;
  readonly provider: Provider;
  readonly archive: Pick<Archive, 'store' | 'history'>;
  readonly ledger: Ledger;
  readonly answers: Answers;
  readonly now: () => number;
  /** A timer that keeps the room up, and how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
  readonly broadcast: (frame: Frame) => void;
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
};

export type Changed = { readonly entry: Entry; readonly frame: DurableFrame };
type By = { readonly user: string; readonly command: AnswerAct };

/** Words are gathered this long before they go out, in a room of so many and in a larger one. */
const GAP_MS = 50;
const LARGE_ROOM = 50;
const LARGE_ROOM_GAP_MS = 100;

/** Writes the answers of a room, one at a time, in the order asked [R107]. */
export class Writer {
  readonly #parts: WriterParts;
  #current:
    | {
        readonly begun: number;
        readonly snapshot: () => FrameOf<'assistant.snapshot'>;
        readonly run: Run;
        /** What the provider was given, by estimate: it costs, however the answer ends. */
        readonly tokensIn: number;
      }
    | undefined;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** What everyone who arrives must see of the answer that is being written [R103]. */
  snapshots(): FrameOf<'assistant.snapshot'>[] {
    return this.#current === undefined ? [] : [this.#current.snapshot()];
  }

  /**
   * The room woke: an answer that was being written when it died has ended there [I13]. It is not
   * gone on with, for that would cost again; whoever waits in the queue has not cost anything yet.
   */
  wake(): void {
    for (const run of this.#parts.ledger.live())
      if (run.running === 1) this.#close(run, { state: 'interrupted', text: run.text });
    this.next();
  }

  /** Begins with whoever waits longest, if nobody is being answered. */
  next(): void {
    const { archive, ledger, answers, broadcast } = this.#parts;
    if (this.isBusy) return;
    for (const run of ledger.live()) {
      const row = archive.history.row(run.answer);
      const answer = row && Answers.of(row);
      if (row === undefined || answer === undefined) {
        this.#close(run, { state: 'interrupted', text: '' });
        continue;
      }
      // Nobody waits for it any more, and a model would be given an empty question.
      if (answers.question(row) === undefined) {
        this.#close(run, { state: 'stopped', text: '' });
        continue;
      }
      const started: Answer = { ...answer, state: 'running' };
      const { frame } = answers.change(row, { answer: started }, () => ledger.start(run.begun));
      broadcast(frame);
      this.begin(run, row, started.attempt);
      return;
    }
  }

  /** Writes an answer that the log has as running already. */
  begin(run: RunRow, row: MessageRow, attempt: number): void {
    const { settings, provider, archive, ledger, now, after, listeners, broadcast } = this.#parts;
    const { numbers } = settings;
    const id = messageIdOf({ epoch: archive.store.epoch, seq: row.seq });
    const request = this.#parts.request(row);
    const tokensIn = tokensOf(request.system + JSON.stringify(request.turns));
    const writing = new Run({
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
      ended: (ending) => {
        this.#current = undefined;
        this.#close(run, ending, tokensIn);
        this.next();
      },
    });
    const snapshot = () =>
      ({ type: 'assistant.snapshot', id, attempt, text: writing.told }) as const;
    this.#current = { begun: run.begun, snapshot, run: writing, tokensIn };
    this.#parts.begun();
    writing.begin();
  }

  /** Stops an answer that is written, or takes one out of the queue. */
  stop(run: RunRow, by: By): Changed | undefined {
    const writing = this.#current?.begun === run.begun ? this.#current : undefined;
    if (writing === undefined) return this.#close(run, { state: 'stopped', text: '' }, 0, by);
    this.#current = undefined;
    // Stored first; then the provider is told, and nothing that it says is heard any more.
    const end = { state: 'stopped', text: writing.run.tellAll() } as const;
    const changed = this.#close(run, end, writing.tokensIn, by);
    writing.run.drop();
    this.next();
    return changed;
  }

  /** The end of an answer, which everyone hears. `undefined` where its message is gone already. */
  #close(run: RunRow, end: End, tokensIn = 0, act?: By): Changed | undefined {
    const { archive, ledger, answers, broadcast } = this.#parts;
    const { state, text, code, retryAt, usage = {} } = end;
    const spent = (usage.tokensIn ?? tokensIn) + (usage.tokensOut ?? tokensOf(text));
    // As it stands now: people may have reacted meanwhile.
    const row = archive.history.row(run.answer);
    const answer = row && Answers.of(row);
    if (row === undefined || answer === undefined) {
      archive.store.write(() => ledger.close(run, spent));
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
      () => ledger.close(run, spent),
    );
    broadcast(changed.frame);
    return changed;
  }
}
