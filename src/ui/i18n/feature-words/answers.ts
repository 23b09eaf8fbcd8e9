// The English words about the assistant's answers. Translations replace them.
import type { Message } from '../../../client/index.ts';
import type { Words } from '../language.ts';
import { allWords } from '../more-words/en.ts';

export type AnswerWords = {
  /** Who answers. @param model `null` for the built-in helper. */
  readonly from: (model: string | null) => string;
  /** Tokens used, already formatted. */
  readonly cost: (read: string, written: string) => string;
  readonly queued: string;
  readonly thinking: string;
  readonly stop: string;
  readonly again: string;
  /** When the requester can try again. */
  readonly againFrom: (time: string) => string;
  readonly stopped: string;
  readonly interrupted: string;
  /** The answer reached its length limit. */
  readonly cut: string;
};

export const englishAnswers: AnswerWords = {
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
  ...englishAnswers,
  ...allWords(words).answers,
});

export type Answer = NonNullable<Message['assistant']>;

/** The tokens an answer used; `undefined` if unknown or zero. */
export function costOf(words: Words, { tokensIn, tokensOut }: Answer): string | undefined {
  if (!tokensIn || !tokensOut) return undefined;
  const { count } = words.grammar;
  return answerWords(words).cost(count(tokensIn), count(tokensOut));
}

/** A sentence about how an answer ended; `null` if there is nothing to add to its text. */
export function endingOf(words: Words, { state, code = '' }: Answer): string | null {
  const { stopped, interrupted, cut } = answerWords(words);
  const said: Readonly<Record<Answer['state'], string | null>> = {
    ...{ queued: null, running: null, stopped, interrupted },
    done: code === '' ? null : cut,
    failed: allWords(words).fault({ code, message: '' }),
  };
  return said[state];
}
