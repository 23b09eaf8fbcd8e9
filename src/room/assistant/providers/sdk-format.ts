import type { Finish } from './parsing/finish-reason.ts';
import type { Part, Usage } from './provider.ts';

/** Writes an answer in the smallest format that a package of the AI SDK can read. */
export type SdkFormat = {
  readonly begin: string;
  readonly text: (text: string) => string;
  /** Writes a `Part` that the format cannot express, in place of the model's thinking. */
  readonly aside: (part: Part) => string;
  readonly end: (finish: Exclude<Finish, 'broken'>, usage: Usage) => string;
};

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const delta = (fields: object): string => event({ choices: [{ index: 0, delta: fields }] });

const OPENAI_FINISH = { stop: 'stop', length: 'length', refused: 'content_filter' } as const;

/** The chunks of a chat completion, also used for Workers AI. */
const openai: SdkFormat = {
  begin: '',
  text: (content) => delta({ content }),
  aside: (part) => delta({ reasoning_content: JSON.stringify(part) }),
  end: (finish, { tokensIn, tokensOut }) =>
    event({
      choices: [{ index: 0, delta: {}, finish_reason: OPENAI_FINISH[finish] }],
      usage: { prompt_tokens: tokensIn ?? 0, completion_tokens: tokensOut ?? 0, total_tokens: 0 },
    }),
};

const ANTHROPIC_FINISH = { stop: 'end_turn', length: 'max_tokens', refused: 'refusal' } as const;

const block = (content_block: object, fields: object): string =>
  event({ type: 'content_block_start', index: 0, content_block }) +
  event({ type: 'content_block_delta', index: 0, delta: fields }) +
  event({ type: 'content_block_stop', index: 0 });

const anthropic: SdkFormat = {
  begin: event({
    type: 'message_start',
    message: { id: 'answer', role: 'assistant', content: [], usage: { input_tokens: 0 } },
  }),
  text: (text) => block({ type: 'text', text: '' }, { type: 'text_delta', text }),
  aside: (part) =>
    block(
      { type: 'thinking', thinking: '' },
      { type: 'thinking_delta', thinking: JSON.stringify(part) },
    ),
  end: (finish, { tokensIn, tokensOut }) =>
    event({
      type: 'message_delta',
      delta: { stop_reason: ANTHROPIC_FINISH[finish] },
      usage: { input_tokens: tokensIn ?? 0, output_tokens: tokensOut ?? 0 },
    }) + event({ type: 'message_stop' }),
};

/** The formats by the family of the SDK's package. */
export const SDK_FORMATS = { openai, anthropic } as const;

/** Reads a part written by `aside`. The thinking of a model itself is never written. */
export const partOf = (aside: string): Part => JSON.parse(aside) as Part;
