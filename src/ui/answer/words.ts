// What is said of the assistant's answers, in English; other languages put theirs in its place.
import type { Message } from '../../client/index.ts';
import { allWords } from '../languages/en-more.ts';
import type { Words } from '../languages/language.ts';

/** What is said of an answer. */
export type AnswerWords = {
  /** Who answers. @param model `null` for the built-in helper, which is none. */
  readonly from: (model: string | null) => string;
  /** What it cost: tokens, as the reader writes numbers. */
  readonly cost: (read: string, written: string) => string;
  readonly queued: string;
  readonly thinking: string;
  readonly stop: string;
  readonly again: string;
  /** From when on it may be asked for again. */
  readonly againFrom: (time: string) => string;
  readonly stopped: string;
  readonly interrupted: string;
  /** It is as long as an answer may be. */
  readonly cut: string;
};

export const answerEnglish: AnswerWords = {
  from: (model) => (model === null ? 'Built-in helper' : `AI · ${model}`),
  cost: (read, written) => `Tokens: ${read} in, ${written} out`,
  queued: 'In queue…',
  thinking: 'Thinking…',
  stop: 'Stop',
  again: 'Try again',
  againFrom: (time) => `You can try again at ${time}.`,
  stopped: 'Stopped.',
  interrupted: 'Interrupted: the server restarted.',
  cut: 'Answer reached its length limit.',
};

export const answerWords = (words: Words): AnswerWords => ({
  ...answerEnglish,
  ...allWords(words).answers,
});

export type Answer = NonNullable<Message['assistant']>;

/** What an answer cost; `undefined` where nobody said, or nothing. */
export function costOf(words: Words, { tokensIn, tokensOut }: Answer): string | undefined {
  if (!tokensIn || !tokensOut) return undefined;
  const { count } = words.grammar;
  return answerWords(words).cost(count(tokensIn), count(tokensOut));
}

/** How an answer has ended, where its text does not tell; `null` where there is nothing to say. */
export function endingOf(words: Words, { state, code = '' }: Answer): string | null {
  const { stopped, interrupted, cut } = answerWords(words);
  const said: Readonly<Record<Answer['state'], string | null>> = {
    ...{ queued: null, running: null, stopped, interrupted },
    done: code === '' ? null : cut,
    failed: allWords(words).fault({ code, message: '' }),
  };
  return said[state];
}
