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
import type { AnswerRequest, Provider } from './providers/provider.ts';
import { type Asker, roomRefusal } from './room-quota.ts';
import { type RunRow, RunStore } from './run-store.ts';
import type { AssistantSettings } from './settings.ts';
import { systemPrompt } from './system-prompt.ts';
import { asks, withoutMention } from './trigger.ts';
import { withoutQuestions } from './without-questions.ts';
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

/** The requester's address, and the API client's id of the conversation if there is one. */
type Asking = Pick<Asker, 'address'> & { readonly chat?: string | null | undefined };

/** An alarm wakes the room this often during an answer, so a crash cannot leave it unfinished. */
const WAKE_INTERVAL_MS = 30_000;
/** The most messages that the built-in helper reads. */
const RECENT_MESSAGES = 100;

/** A question asked in the room itself, from an unknown address. */
const FROM_ROOM: Asking = { address: '' };

/** The assistant of a room. Each question gets one answer, which everyone in the room sees. */
export class Assistant {
  readonly #deps: Deps;
  readonly #runs: RunStore;
  readonly #answers: Answers;
  readonly #writer: Writer;

  constructor(deps: Deps) {
    this.#deps = deps;
    const { tables } = deps;
    this.#runs = new RunStore(tables.database);
    this.#answers = new Answers(tables);
    const request = (answer: MessageRow) => this.#request(answer);
    this.#writer = new Writer({ ...deps, runs: this.#runs, answers: this.#answers, request });
  }

  /** The facts about the assistant that every client gets. */
  get facts(): AssistantFacts {
    const { provider, settings } = this.#deps;
    const { name, trigger } = settings;
    const model = provider.model !== undefined && { model: provider.model };
    return { id: ASSISTANT_ID, name, trigger, provider: provider.name, ...model };
  }

  /** When the assistant needs the room to wake, in ms since 1970; `Infinity` if it does not. */
  get nextWake(): number {
    return this.#writer.isBusy ? this.#deps.now() + WAKE_INTERVAL_MS : Number.POSITIVE_INFINITY;
  }

  /**
   * Ends interrupted answers and starts the next one. Call it when the room wakes, before anyone is
   * served, and again if it failed.
   * @throws the storage's error if it cannot be written.
   */
  wake(): void {
    this.#writer.wake();
  }

  /** @returns the frames that a new connection needs besides the messages [R103]. */
  snapshots(): FrameOf<'assistant.snapshot'>[] {
    return this.#writer.snapshots();
  }

  /** Answers the questions in the log, and stops the answers to deleted ones. */
  readonly onCommitted: OnCommitted = ({ frame, origin }) => {
    if (frame.type === 'changed') {
      if (frame.message.deleted) this.#stopAnswersTo(frame.message);
    } else if (frame.type === 'message' && frame.assistant === undefined)
      this.#answerIfAsked(frame, origin);
  };

  /**
   * Adds the answer to a person's message, in the same turn, if the message asks for one. A message
   * of an API client's conversation always does, whatever the trigger is.
   */
  #answerIfAsked(question: Message, { address, chat = null }: Asking = FROM_ROOM): void {
    if (chat === null && !this.#isAsked(question)) return;
    const user = question.user.id;
    const refusal = this.#refusal({ user, address });
    const state = refusal ? 'failed' : this.#writer.isBusy ? 'queued' : 'running';
    const answer: Answer = { ...this.#newAnswer(user, 1), state, ...refusal };
    let run: RunRow | undefined;
    const { name } = this.#deps.settings;
    const { row, frame } = this.#answers.place(name, question.seq, answer, ({ seq, at }) => {
      if (!refusal) run = this.#addRun({ begun: seq, answer: seq, at, user, address, chat });
    });
    this.#deps.onCommitted({ frame });
    if (run && state === 'running') this.#writer.begin(run, row, 1);
  }

  /** Stops the answers to a deleted message, so that they cost nothing more [R107]. */
  #stopAnswersTo({ seq }: Pick<Message, 'seq'>): void {
    for (const run of this.#runs.live())
      if (this.#deps.tables.messages.row(run.answer)?.reply_to === seq) this.#writer.stop(run);
  }

  /** Stops the answer `id`, if `user` requested it, before `user` deletes it [R113]. */
  stopForDeletion(user: string, id: string): void {
    const row = this.#deps.tables.messages.find(id);
    if (row === undefined || answerOf(row)?.by !== user) return;
    const run = this.#runs.live().find(({ answer }) => answer === row.seq);
    if (run !== undefined) this.#writer.stop(run);
  }

  /**
   * @param chat the API client's id of the conversation, or the id of the answer itself.
   * @returns the user's latest unfinished answer in that conversation.
   */
  unfinishedAnswer(user: string, chat: string): MessageRow | undefined {
    const { messages, database } = this.#deps.tables;
    const isInChat = (run: RunRow) =>
      run.chat === chat || messageIdOf({ epoch: database.epoch, seq: run.answer }) === chat;
    const run = this.#runs.live().findLast((live) => live.user === user && isInChat(live));
    return run && messages.row(run.answer);
  }

  /** Stops or regenerates an answer. Only its requester may do so. */
  perform(user: string, command: AnswerCommand, asking: Asking = FROM_ROOM): Result<Outcome> {
    const { messages, idempotency } = this.#deps.tables;
    const repeat = idempotency.repeat(user, command);
    if (repeat !== undefined) return repeat;
    const row = messages.find(command.id);
    const answer = row && answerOf(row);
    if (row === undefined || answer === undefined)
      return refused('not_found', 'That is no answer of the assistant.');
    if (answer.by !== user) return refused('not_allowed', 'Only who asked can do that.');
    return command.type === 'assistant.stop'
      ? this.#stop(user, row, command)
      : this.#regenerate({ user, address: asking.address }, row, answer, command, asking.chat);
  }

  #stop(user: string, row: MessageRow, command: AnswerCommand): Result<Outcome> {
    const { idempotency } = this.#deps.tables;
    const run = this.#runs.live().find(({ answer }) => answer === row.seq);
    const stopped = run && this.#writer.stop(run, { user, command });
    // Stopping an ended answer changes nothing [R23].
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
    const answer: Answer = { ...this.#newAnswer(user, before.attempt + 1), state };
    let run: RunRow | undefined;
    const change = { answer, act: { user, command } };
    const { entry, frame } = this.#answers.change(row, change, ({ seq, at }) => {
      run = this.#addRun({ begun: seq, answer: row.seq, at, user, address, chat });
    });
    onCommitted({ frame });
    if (run && state === 'running') this.#writer.begin(run, row, answer.attempt);
    return { ok: true, value: { ack: tables.idempotency.ack(entry, row.seq, command.cid) } };
  }

  #addRun(added: Omit<RunRow, 'running' | 'reserved' | 'text'>): RunRow {
    const run = { ...added, running: 0, reserved: 0, text: '' };
    this.#runs.add(run);
    return run;
  }

  #newAnswer(by: string, attempt: number): Omit<Answer, 'state'> {
    const { name, model } = this.#deps.provider;
    return { attempt, by, provider: name, ...(model !== undefined && { model }) };
  }

  #refusal(asker: Asker): Refusal | undefined {
    const now = this.#deps.now();
    const waiting = this.#runs.live().filter(({ begun }) => begun !== this.#writer.writing);
    return roomRefusal(this.#deps.settings, waiting, this.#runs.asks(now), asker, now);
  }

  #isAsked({ text, replyTo }: Message): boolean {
    const quoted = replyTo === undefined ? undefined : this.#deps.tables.messages.find(replyTo);
    return asks(this.#deps.settings, text, quoted?.deleted === 0 && quoted.assistant !== null);
  }

  /** Builds the request to the provider from the room's present state. */
  #request(answer: MessageRow): AnswerRequest {
    const { settings, tables, room } = this.#deps;
    const { messages } = tables;
    const question = this.#answers.question(answer) ?? answer;
    const quoted = question.reply_to === null ? undefined : messages.row(question.reply_to);
    const { AI_CONTEXT_TOKENS: budget, AI_MAX_OUTPUT_TOKENS: maxOutputTokens } = settings.numbers;
    const before = messages.before(question.seq);
    return {
      system: systemPrompt(settings),
      turns: conversation(messages.before(answer.seq), question, quoted, budget),
      maxOutputTokens,
      question: withoutMention(settings.name, question.text),
      room: { ...room(), recent: recentOf(withoutQuestions(before), RECENT_MESSAGES) },
    };
  }
}
