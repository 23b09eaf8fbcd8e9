import { expect } from 'vitest';
import { isLive } from '../../../src/protocol/answer-state.ts';
import type { Answer } from '../../../src/protocol/assistant.ts';
import type { Frame } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import type { HistoryBody } from '../../../src/protocol/rest.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ask } from './people.ts';

/** Anything that records the frames it received. */
type Hearing = { readonly heard: readonly Frame[] } | { readonly frames: readonly Frame[] };

const heardBy = (who: Hearing): readonly Frame[] => ('heard' in who ? who.heard : who.frames);

type Told = Message & { readonly assistant: Answer };

/** The message in a frame, new or changed. */
function messageIn(frame: Frame): Message | undefined {
  if (frame.type === 'changed') return frame.message;
  if (frame.type !== 'message') return undefined;
  const { type: _, ...message } = frame;
  return message;
}

/** The assistant's messages as a client last received them, by id, in order. */
export function answersTo(who: Hearing): Told[] {
  const told = new Map<string, Told>();
  for (const frame of heardBy(who)) {
    const message = messageIn(frame);
    if (message?.assistant === undefined) continue;
    const known = told.get(message.id);
    if (known === undefined || message.version > known.version)
      told.set(message.id, message as Told);
  }
  return [...told.values()];
}

/** The text that a client's frames add up to; a hole in it fails the test. */
export function wordsOf(who: Hearing, id: string, attempt: number): string {
  let text = '';
  for (const frame of heardBy(who)) {
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

/** How often a client was told that an attempt had ended. */
export const endingsOf = (who: Hearing, id: string, attempt: number): number =>
  new Set(
    heardBy(who).flatMap((frame) => {
      const message = messageIn(frame);
      const answer = message?.id === id ? message.assistant : undefined;
      return answer && answer.attempt === attempt && !isLive(answer) ? [answer.state] : [];
    }),
  ).size;

/** Waits until the answers that a client knows are in these states. */
export const answersBecome = (who: Hearing, isSo: (answers: readonly Told[]) => boolean) =>
  waitFor(() => {
    const answers = answersTo(who);
    if (!isSo(answers)) throw new Error(`not so; ${JSON.stringify(answers)}`);
    return answers;
  });

/** Waits until a client has received that much text of an answer. */
export const hasHeard = (who: Hearing, id: string, words: number, attempt = 1) =>
  waitFor(() => {
    const text = wordsOf(who, id, attempt);
    if (text.split(' ').length < words) throw new Error(`only heard ${JSON.stringify(text)}`);
    return text;
  });

/** The newest messages of a room, as anyone may read them. */
export const history = async (room: string): Promise<HistoryBody> =>
  (await ask(`/api/rooms/${room}/messages?limit=20`)).json();

/** Whether there are answers, and none is in progress. */
export const ended = (answers: readonly Told[]): boolean =>
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
export async function first(who: Hearing): Promise<Told> {
  const [answer] = await answersBecome(who, (answers) => answers.length > 0);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

/** The only answer that a client has received. */
export function only(who: Hearing): Told {
  const [answer, ...others] = answersTo(who);
  if (answer === undefined || others.length > 0) throw new Error('not one answer');
  return answer;
}

/** The states of the answers that a client has received, in order. */
export const states = (who: Hearing): string[] =>
  answersTo(who).map(({ assistant }) => assistant.state);
