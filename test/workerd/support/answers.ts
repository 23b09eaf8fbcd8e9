import { expect } from 'vitest';
import { isLive } from '../../../src/protocol/answer-state.ts';
import type { Answer } from '../../../src/protocol/assistant.ts';
import type { Frame } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import type { HistoryBody } from '../../../src/protocol/rest.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ask } from './test-client.ts';

/** Anything that records the frames it received. */
type Recorder = { readonly received: readonly Frame[] } | { readonly frames: readonly Frame[] };

const framesOf = (who: Recorder): readonly Frame[] =>
  'received' in who ? who.received : who.frames;

type AssistantMessage = Message & { readonly assistant: Answer };

/** The message in a frame, new or changed. */
function messageIn(frame: Frame): Message | undefined {
  if (frame.type === 'changed') return frame.message;
  if (frame.type !== 'message') return undefined;
  const { type: _, ...message } = frame;
  return message;
}

/** The assistant's messages as a client last received them, by id, in order. */
export function answersTo(who: Recorder): AssistantMessage[] {
  const told = new Map<string, AssistantMessage>();
  for (const frame of framesOf(who)) {
    const message = messageIn(frame);
    if (message?.assistant === undefined) continue;
    const known = told.get(message.id);
    if (known === undefined || message.version > known.version)
      told.set(message.id, message as AssistantMessage);
  }
  return [...told.values()];
}

/** The text that a client's frames add up to; a hole in it fails the test. */
export function wordsOf(who: Recorder, id: string, attempt: number): string {
  let text = '';
  for (const frame of framesOf(who)) {
    if (frame.type !== 'assistant.delta' && frame.type !== 'assistant.snapshot') continue;
    if (frame.id !== id || frame.attempt !== attempt) continue;
    if (frame.type === 'assistant.snapshot') text = frame.text;
    else {
      expect(frame.offset).toBe(text.length);
      text += frame.text;
    }
  }
  return text;
}

/** How often a client received the end of an attempt. */
export const endingsOf = (who: Recorder, id: string, attempt: number): number =>
  new Set(
    framesOf(who).flatMap((frame) => {
      const message = messageIn(frame);
      const answer = message?.id === id ? message.assistant : undefined;
      return answer && answer.attempt === attempt && !isLive(answer) ? [answer.state] : [];
    }),
  ).size;

/** Waits until the answers that a client knows are in these states. */
export const waitForAnswers = (
  who: Recorder,
  isSo: (answers: readonly AssistantMessage[]) => boolean,
) =>
  waitFor(() => {
    const answers = answersTo(who);
    if (!isSo(answers)) throw new Error(`not so; ${JSON.stringify(answers)}`);
    return answers;
  });

/** Waits until a client has received that much text of an answer. */
export const waitForWords = (who: Recorder, id: string, words: number, attempt = 1) =>
  waitFor(() => {
    const text = wordsOf(who, id, attempt);
    if (text.split(' ').length < words) throw new Error(`only received ${JSON.stringify(text)}`);
    return text;
  });

/** The newest messages of a room, requested without a token. */
export const history = async (room: string): Promise<HistoryBody> =>
  (await ask(`/api/rooms/${room}/messages?limit=20`)).json();

/** Whether there are answers, and none is in progress. */
export const ended = (answers: readonly AssistantMessage[]): boolean =>
  answers.length > 0 && answers.every(({ assistant }) => !isLive(assistant));

/** Frames of a type that are about one answer. */
export const isOf = (id: string, type: Frame['type']) => (frame: Frame) =>
  frame.type === type &&
  id ===
    ('message' in frame && typeof frame.message === 'object'
      ? frame.message.id
      : 'id' in frame
        ? frame.id
        : '');

/** Waits for the first answer that a client receives. */
export async function first(who: Recorder): Promise<AssistantMessage> {
  const [answer] = await waitForAnswers(who, (answers) => answers.length > 0);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

/** The only answer that a client has received. */
export function only(who: Recorder): AssistantMessage {
  const [answer, ...others] = answersTo(who);
  if (answer === undefined || others.length > 0) throw new Error('not one answer');
  return answer;
}

/** The states of the answers that a client has received, in order. */
export const states = (who: Recorder): string[] =>
  answersTo(who).map(({ assistant }) => assistant.state);
