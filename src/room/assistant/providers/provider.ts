import type { ErrorCode } from '../../../protocol/errors.ts';

/** The error codes of a failed answer, from the registry of errors. */
export type AnswerCode = Extract<ErrorCode, `assistant_${string}`>;

/** The tokens of an answer, as far as the provider reported them. */
export type Usage = { readonly tokensIn?: number; readonly tokensOut?: number };

/** One turn of the conversation for a model. */
export type Turn = { readonly role: 'user' | 'assistant'; readonly content: string };

/** One message of the room, for the built-in helper. `at` is in ms since 1970. */
export type RecentMessage = { readonly from: string; readonly text: string; readonly at: number };

export type AnswerRequest = {
  /** From the operator only: it holds no text or name of a person [R102]. */
  readonly system: string;
  readonly turns: readonly Turn[];
  readonly maxOutputTokens: number;
  /** The question, without the mention of the assistant. */
  readonly question: string;
  readonly room: {
    readonly name: string;
    readonly online: number;
    readonly members: readonly string[];
    /** The newest messages of people before the question, oldest first. */
    readonly recent: readonly RecentMessage[];
  };
};

/** A part of an answer. `end` or `failed` is the last one; expected failures are values. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  /** A sign that the model works, without text. */
  | { readonly type: 'thinking' }
  /** All text so far was thinking: the answer begins with the next text. */
  | { readonly type: 'retracted' }
  | { readonly type: 'end'; readonly isCut?: boolean; readonly usage?: Usage }
  | {
      readonly type: 'failed';
      readonly code: AnswerCode;
      /** Whether a retry may succeed soon, and the delay before it if the provider named one. */
      readonly again?: boolean;
      readonly retryAfterMs?: number;
      readonly usage?: Usage;
    };

/** Answers questions. The built-in helper and every model have this interface. */
export type Provider = {
  readonly name: string;
  readonly model?: string;
  readonly answer: (request: AnswerRequest, signal: AbortSignal) => AsyncIterable<Part>;
};
