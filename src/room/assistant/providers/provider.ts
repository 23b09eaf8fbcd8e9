import type { ErrorCode } from '../../../protocol/errors.ts';

/** How an answer fails, as the registry of errors has it. */
export type AnswerCode = Extract<ErrorCode, `assistant_${string}`>;

export type Usage = { readonly tokensIn?: number; readonly tokensOut?: number };

/** One turn of the talk as a model is given it. */
export type Turn = { readonly role: 'user' | 'assistant'; readonly content: string };

/** One message of the room, as the built-in helper tells of it. */
export type Said = { readonly from: string; readonly text: string; readonly at: number };

export type AnswerRequest = {
  /** From the operator alone: nothing that anybody wrote or is called [R102]. */
  readonly system: string;
  readonly turns: readonly Turn[];
  readonly maxOutputTokens: number;
  /** What was asked, without the assistant's name. */
  readonly question: string;
  readonly room: {
    readonly name: string;
    readonly online: number;
    readonly members: readonly string[];
    /** The newest messages of people before the question, oldest first. */
    readonly recent: readonly Said[];
  };
};

/** What a provider gives, in order; `end` or `failed` is the last. Failures that are expected are values. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  /** It is at work, though there is no word yet. */
  | { readonly type: 'thinking' }
  /** All words so far were thinking: what comes is the whole answer. */
  | { readonly type: 'retracted' }
  | { readonly type: 'end'; readonly isCut?: boolean; readonly usage?: Usage }
  | {
      readonly type: 'failed';
      readonly code: AnswerCode;
      /** Whether the same may succeed soon, and after how long if the provider said so. */
      readonly again?: boolean;
      readonly retryAfterMs?: number;
      readonly usage?: Usage;
    };

/** Whoever answers: the built-in helper and every model are the same to a run. */
export type Provider = {
  readonly name: string;
  readonly model?: string;
  readonly answer: (request: AnswerRequest, signal: AbortSignal) => AsyncIterable<Part>;
};
