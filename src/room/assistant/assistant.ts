import { ASSISTANT_ID, isLive } from '../../protocol/answer-state.ts';
import type { Answer, AssistantFacts } from '../../protocol/assistant.ts';
import type { AnswerCommand } from '../../protocol/commands.ts';
import type { FrameOf } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { messageIdOf } from '../../protocol/place.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { OnCommitted } from '../log/committed-entry.ts';
import type { Outcome } from '../log/idempotency-store.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import { storageFull } from '../log/storage-fault.ts';
import type { Tables } from '../log/tables.ts';
import { ANSWER_ERRORS } from './answer-errors.ts';
import { Answers } from './answers.ts';
import type { Refusal } from './budgets.ts';
import { conversation, recentOf } from './context.ts';
import { Ledger, type RunRow } from './ledger.ts';
import type { AnswerRequest, Provider } from './providers/provider.ts';
import { type Asker, roomRefusal } from './room-quota.ts';
import type { AssistantSettings } from './settings.ts';
import { systemPrompt } from './system-prompt.ts';
import { asks, withoutMention } from './trigger.ts';
import { unasked } from './unasked.ts';
import { Writer, type WriterDeps } from './writer.ts';

type Deps = Pick<
  WriterDeps,
  'now' | 'after' | 'broadcast' | 'onCommitted' | 'listeners' | 'begun' | 'quota'
> & {
  readonly settings: AssistantSettings;
  readonly provider: Provider;
  readonly tables: Tables;
  readonly room: () => Pick<AnswerRequest['room'], 'name' | 'online' | 'members'>;
};

/** Who asks, and what a program that asks calls its talk. */
type Asking = Pick<Asker, 'address'> & { readonly chat?: string | null | undefined };

/** While an answer is written the room is woken this often, so that it never stays unfinished. */
const BEAT_MS = 30_000;
/** Messages that the built-in helper looks at. */
const RECENT = 100;

/** Asked in the room itself, from an address that is not known. */
const HERE: Asking = { address: '' };

/** The assistant of a room: every ask gets one answer, where everyone sees it. */
export class Assistant {
  readonly #deps: Deps;
  readonly #ledger: Ledger;
  readonly #answers: Answers;
  readonly #writer: Writer;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { tables } = deps;
    this.#ledger = new Ledger(tables.database);
    this.#answers = new Answers(tables);
    const request = (answer: MessageRow) => this.#request(answer);
    this.#writer = new Writer({ ...deps, ledger: this.#ledger, answers: this.#answers, request });
  }

  /** What people are told of it. */
  get facts(): AssistantFacts {
    const { provider, settings } = this.#deps;
    const { name, trigger } = settings;
    const model = provider.model !== undefined && { model: provider.model };
    return { id: ASSISTANT_ID, name, trigger, provider: provider.name, ...model };
  }

  /** When the room must be woken on the assistant's account; ms since 1970. */
  get nextBeat(): number {
    return this.#writer.isBusy ? this.#deps.now() + BEAT_MS : Number.POSITIVE_INFINITY;
  }

  /**
   * To be called when the room wakes, before anyone sees it; and again where that failed.
   * @throws what the storage throws where it cannot be written.
   */
  wake(): void {
    this.#writer.wake();
  }

  /** What everyone who arrives must see beside the messages [R103]. */
  snapshots(): FrameOf<'assistant.snapshot'>[] {
    return this.#writer.snapshots();
  }

  /** Reacts to the log: answers questions, and stops answering those that were deleted. */
  readonly onCommitted: OnCommitted = ({ frame, origin }) => {
    if (frame.type === 'changed') {
      if (frame.message.deleted) this.#forget(frame.message);
    } else if (frame.type === 'message' && frame.assistant === undefined)
      this.#heard(frame, origin);
  };

  /**
   * A person said something. Where it asks, the answer takes its place in the same turn. In a chat
   * it does, whatever the trigger says.
   */
  #heard(question: Message, { address, chat = null }: Asking = HERE): void {
    if (chat === null && !this.#isAsked(question)) return;
    const user = question.user.id;
    const refusal = this.#refusal({ user, address });
    const state = refusal ? 'failed' : this.#writer.isBusy ? 'queued' : 'running';
    const answer: Answer = { ...this.#fresh(user, 1), state, ...refusal };
    let run: RunRow | undefined;
    const { name } = this.#deps.settings;
    const { row, frame } = this.#answers.place(name, question.seq, answer, ({ seq, at }) => {
      if (!refusal) run = this.#enter({ begun: seq, answer: seq, at, user, address, chat });
    });
    this.#deps.onCommitted({ frame });
    if (run && state === 'running') this.#writer.begin(run, row, 1);
  }

  /** A message was deleted: what it asked is not wanted any more, and costs no more [R107]. */
  #forget({ seq }: Pick<Message, 'seq'>): void {
    for (const run of this.#ledger.live())
      if (this.#deps.tables.messages.row(run.answer)?.reply_to === seq) this.#writer.stop(run);
  }

  /** Stops an answer that its asker is about to delete [R113]. */
  release(user: string, id: string): void {
    const row = this.#deps.tables.messages.find(id);
    if (row === undefined || answerOf(row)?.by !== user) return;
    const run = this.#ledger.live().find(({ answer }) => answer === row.seq);
    if (run !== undefined) this.#writer.stop(run);
  }

  /** The answer of someone that is on its way in a talk, which may be called by the answer's id. */
  underWay(user: string, chat: string): MessageRow | undefined {
    const { messages, database } = this.#deps.tables;
    const isIt = (run: RunRow) =>
      run.chat === chat || messageIdOf({ epoch: database.epoch, seq: run.answer }) === chat;
    const run = this.#ledger.live().findLast((live) => live.user === user && isIt(live));
    return run && messages.row(run.answer);
  }

  /** Stops an answer, or asks for it again: its asker's right alone. */
  perform(user: string, act: AnswerCommand, asking: Asking = HERE): Result<Outcome> {
    const { messages, idempotency } = this.#deps.tables;
    const repeat = idempotency.repeat(user, act);
    if (repeat !== undefined) return repeat;
    const row = messages.find(act.id);
    const answer = row && answerOf(row);
    if (row === undefined || answer === undefined)
      return refused('not_found', 'That is no answer of the assistant.');
    if (answer.by !== user) return refused('not_allowed', 'Only who asked can do that.');
    return act.type === 'assistant.stop'
      ? this.#stop(user, row, act)
      : this.#regenerate({ user, address: asking.address }, row, answer, act, asking.chat);
  }

  #stop(user: string, row: MessageRow, command: AnswerCommand): Result<Outcome> {
    const { idempotency } = this.#deps.tables;
    const run = this.#ledger.live().find(({ answer }) => answer === row.seq);
    const stopped = run && this.#writer.stop(run, { user, command });
    // What has ended is left as it is [R23].
    const ack = stopped
      ? idempotency.ack(stopped.entry, row.seq, command.cid)
      : idempotency.unchanged(user, row, command);
    return { ok: true, value: { ack } };
  }

  #regenerate(
    { user, address }: Asker,
    row: MessageRow,
    before: Answer,
    command: AnswerCommand,
    chat: string | null = null,
  ): Result<Outcome> {
    const { tables, now, onCommitted } = this.#deps;
    if (isLive(before)) return refused('assistant_busy', 'That answer is still being written.');
    if (row.deleted === 1) return refused('message_deleted', 'That answer was deleted.');
    if (this.#answers.question(row) === undefined)
      return refused('message_deleted', 'What was asked is not there any more.');
    if (tables.isFull()) return { ok: false, fault: storageFull() };
    const refusal = this.#refusal({ user, address });
    if (refusal !== undefined) {
      const { code, retryAt } = refusal;
      return refused(code, ANSWER_ERRORS[code] ?? code, retryAt && retryAt - now());
    }
    const state = this.#writer.isBusy ? 'queued' : 'running';
    const answer: Answer = { ...this.#fresh(user, before.attempt + 1), state };
    let run: RunRow | undefined;
    const change = { answer, act: { user, command } };
    const { entry, frame } = this.#answers.change(row, change, ({ seq, at }) => {
      run = this.#enter({ begun: seq, answer: row.seq, at, user, address, chat });
    });
    onCommitted({ frame });
    if (run && state === 'running') this.#writer.begin(run, row, answer.attempt);
    return { ok: true, value: { ack: tables.idempotency.ack(entry, row.seq, command.cid) } };
  }

  #enter(who: Omit<RunRow, 'running' | 'reserved' | 'text'>): RunRow {
    const run = { ...who, running: 0, reserved: 0, text: '' };
    this.#ledger.add(run);
    return run;
  }

  #fresh(by: string, attempt: number): Omit<Answer, 'state'> {
    const { name, model } = this.#deps.provider;
    return { attempt, by, provider: name, ...(model !== undefined && { model }) };
  }

  #refusal(asker: Asker): Refusal | undefined {
    const now = this.#deps.now();
    const waiting = this.#ledger.live().filter(({ begun }) => begun !== this.#writer.writing);
    return roomRefusal(this.#deps.settings, waiting, this.#ledger.asks(now), asker, now);
  }

  #isAsked({ text, replyTo }: Message): boolean {
    const quoted = replyTo === undefined ? undefined : this.#deps.tables.messages.find(replyTo);
    return asks(this.#deps.settings, text, quoted?.deleted === 0 && quoted.assistant !== null);
  }

  /** All that a provider is given, read off the room as it stands. */
  #request(answer: MessageRow): AnswerRequest {
    const { settings, tables, room } = this.#deps;
    const { messages } = tables;
    const question = this.#answers.question(answer) ?? answer;
    const quoted = question.reply_to === null ? undefined : messages.row(question.reply_to);
    const { AI_CONTEXT_TOKENS: budget, AI_MAX_OUTPUT_TOKENS: maxOutputTokens } = settings.numbers;
    return {
      system: systemPrompt(settings),
      turns: conversation(messages.before(answer.seq), question, quoted, budget),
      maxOutputTokens,
      question: withoutMention(settings.name, question.text),
      room: { ...room(), recent: recentOf(unasked(messages.before(question.seq)), RECENT) },
    };
  }
}
