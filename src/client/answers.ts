// The assistant's answers while they are being written. An entry of its own, because few rooms have an
// assistant.
import { isLive } from '../protocol/answer-state.ts';
import type { Frame, FrameOf } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { Chat } from './chat.ts';
import { newId } from './core/new-id.ts';
import { CLOSED, failure, failureIn, type Result, success } from './core/result.ts';
import { type Readable, Value } from './core/value.ts';

type Writing = { readonly attempt: number; readonly text: string };

/** Texts of answers that are being written, by message id. Finished answers are in `chat.messages` alone. */
export type AnswerTexts = ReadonlyMap<string, string>;

/** The assistant's answers in a chat. */
export type Answers = {
  /** Show a text in place of `message.text` where there is one. */
  readonly texts: Readable<AnswerTexts>;
  /** Stops an answer that you asked for, on any of your devices. `id` is its message's. */
  readonly stop: (id: string) => Promise<Result<null>>;
  /** Asks again for an answer that you asked for. `id` is its message's. */
  readonly regenerate: (id: string) => Promise<Result<null>>;
  /** Stops following. */
  readonly close: () => void;
};

type AnswerCommand = 'assistant.stop' | 'assistant.regenerate';

/** A command without an ack within this time counts as lost. */
const ACK_TIMEOUT_MS = 10_000;

const unanswered = failure('unreachable', 'The room did not answer; try again.');

/**
 * Follows the assistant's answers in a chat, word by word.
 * @param chat a chat of `connect`.
 * @param deps replaces ids and timers in tests.
 * @example
 * const answers = answersOf(chat);
 * answers.texts.subscribe((texts) => show(texts.get(message.id) ?? message.text));
 */
export function answersOf(
  { wire, state }: Pick<Chat, 'wire' | 'state'>,
  deps: AnswersDeps = systemDeps,
): Answers {
  const texts = new Value<AnswerTexts>(new Map());
  const writings = new Map<string, Writing>();
  const pending = new Map<string, (result: Result<null>) => void>();
  let isAsking = false;

  const keep = ({ id, attempt, text }: Writing & { readonly id: string }) => {
    if ((writings.get(id)?.attempt ?? 0) <= attempt) writings.set(id, { attempt, text });
  };

  /** Requests everything again, once, after a delta was missed. */
  const ask = () => {
    if (wire === null || isAsking) return;
    const { cursor } = wire.roomState;
    const current = state.get();
    // An event stream repeats it only when it is reopened, which resumes from the cursor.
    if (current.at === 'live' && current.transport === 'events') {
      isAsking = true;
      wire.connection.restart();
    } else
      isAsking = wire.connection.send({ type: 'sync', ...(cursor !== null && { since: cursor }) });
  };

  const add = ({ id, attempt, offset, text }: FrameOf<'assistant.delta'>) => {
    const known = writings.get(id);
    const before = known?.attempt === attempt ? known.text : '';
    if (known !== undefined && known.attempt > attempt) return;
    if (offset > before.length) ask();
    // Deltas may overlap [R103].
    else keep({ id, attempt, text: before + text.slice(before.length - offset) });
  };

  const settle = ({ id, assistant }: Message) => {
    if (assistant === undefined || isLive(assistant)) return;
    if ((writings.get(id)?.attempt ?? 0) <= assistant.attempt) writings.delete(id);
  };

  const take = (frame: Frame) => {
    if (frame.type === 'assistant.snapshot') keep(frame);
    else if (frame.type === 'assistant.delta') add(frame);
    else if (frame.type === 'message') settle(frame);
    else if (frame.type === 'changed') settle(frame.message);
    else if (frame.type === 'live') isAsking = false;
    else if (frame.type === 'ack') pending.get(frame.cid ?? '')?.(success(null));
    else if (frame.type === 'error')
      pending.get(frame.cid ?? '')?.({ ok: false, fault: failureIn(frame) });
  };

  const show = () => {
    // Keep the previous attempt on screen until the new one has text.
    const next = [...writings].flatMap(([id, { text }]) =>
      text === '' ? [] : [[id, text] as const],
    );
    const now = texts.get();
    if (next.length !== now.size || next.some(([id, text]) => now.get(id) !== text))
      texts.set(new Map(next));
  };

  const end = wire?.frames.subscribe((frames) => {
    for (const frame of frames) take(frame);
    show();
  });

  const act = (type: AnswerCommand, id: string) =>
    new Promise<Result<null>>((resolve) => {
      const cid = deps.newId();
      const cancel = deps.after(ACK_TIMEOUT_MS, () => settled(unanswered));
      const settled = (result: Result<null>) => {
        cancel();
        pending.delete(cid);
        resolve(result);
      };
      pending.set(cid, settled);
      if (!wire?.connection.send({ type, id, cid })) settled(unanswered);
    });

  return {
    texts,
    stop: (id) => act('assistant.stop', id),
    regenerate: (id) => act('assistant.regenerate', id),
    close() {
      end?.();
      for (const settled of [...pending.values()]) settled(CLOSED);
    },
  };
}

/** Ids and timers, which tests replace. */
export type AnswersDeps = {
  /** Returns a unique id. */
  readonly newId: () => string;
  /**
   * Calls a function once after `ms` milliseconds.
   * @returns a function that cancels the call.
   */
  readonly after: (ms: number, call: () => void) => () => void;
};

const systemDeps: AnswersDeps = {
  newId,
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
