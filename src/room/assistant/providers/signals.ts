import type { Usage } from './provider.ts';

/** Why a model stopped writing. */
export type Finish = 'stop' | 'length' | 'refused' | 'broken';

/** What one event of a model server means, whichever format it was written in. */
export type Signal =
  | { readonly type: 'text'; readonly text: string }
  /** The model is thinking: what it thinks is nobody's business. */
  | { readonly type: 'thinking' }
  | { readonly type: 'finish'; readonly finish: Finish }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'error'; readonly error: unknown }
  /** The server said that nothing more comes. */
  | { readonly type: 'end' };

/** An event as it came: `name` is the SSE field `event`. */
export type ServerEvent = { readonly name?: string | undefined; readonly data: string };

/**
 * The names that servers give to the reason why they stopped. A reason that is not listed is an
 * ordinary end, because a server that gives a reason has finished [R116].
 */
export const FINISHES: Readonly<Record<Exclude<Finish, 'stop'>, readonly string[]>> = {
  length: [
    'length',
    'max_tokens',
    'max_output_tokens',
    'max_completion_tokens',
    'max_length',
    'model_length',
    'token_limit',
    'model_context_window_exceeded',
    'context_window_exceeded',
  ],
  refused: [
    'content_filter',
    'content_filtered',
    'contentfilter',
    'safety',
    'image_safety',
    'refusal',
    'refused',
    'sensitive',
    'blocked',
    'blocklist',
    'prohibited_content',
    'recitation',
    'spii',
    'guardrail_intervened',
  ],
  broken: [
    'error',
    'abort',
    'aborted',
    'cancelled',
    'canceled',
    'network_error',
    'insufficient_system_resource',
  ],
};

/** What the reason is called. */
export const FINISH_FIELDS = [
  'finish_reason',
  'done_reason',
  'stop_reason',
  'finishReason',
  'stopReason',
] as const;

/** What servers write where they have no reason to give. */
const NO_REASONS = ['', 'null', 'none', 'undefined'];

/** Events whose name alone ends an answer; so does `[DONE]` in any spelling. */
export const END_EVENTS = ['message_stop', 'done', 'end'] as const;
const DONE = /^"?\[?done\]?"?$/i;

/** Where servers put what an answer cost, and what they call it: the first that is a number. */
export const USAGE_PLACES = [
  'usage',
  'x_groq.usage',
  'message.usage',
  'usageMetadata',
  '',
] as const;
export const USAGE_NAMES = {
  tokensIn: [
    'prompt_tokens',
    'input_tokens',
    'promptTokens',
    'prompt_eval_count',
    'promptTokenCount',
  ],
  tokensOut: [
    'completion_tokens',
    'output_tokens',
    'completionTokens',
    'eval_count',
    'candidatesTokenCount',
  ],
} as const;
/** Counted apart from `input_tokens`, and paid for as well. */
const CACHE_NAMES = ['cache_creation_input_tokens', 'cache_read_input_tokens'] as const;

/** Fields of a delta that hold thinking, beside blocks of a type that is not text. */
export const THINKING_FIELDS = [
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'reasoning_text',
  'thinking',
  'thinking_blocks',
  'thoughts',
] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Reads one event. Nothing in it makes this throw; what is not understood says nothing. */
export function signalsOf({ name, data }: ServerEvent): Signal[] {
  const words = data.trim();
  if (DONE.test(words)) return [{ type: 'end' }];
  const value = parsed(words);
  if (value === undefined && name === 'error') return [{ type: 'error', error: words }];
  // Some servers leave out the empty line between events, so that one holds several.
  if (value === undefined && words.includes('\n'))
    return words.split('\n').flatMap((line) => signalsOf({ name, data: line }));
  const read = (Array.isArray(value) ? value : [value]).flatMap((one) =>
    isFields(one) ? signalsIn(one, name) : [],
  );
  return isEnd(name) ? [...read, { type: 'end' }] : read;
}

function signalsIn(value: Fields, name: string | undefined): Signal[] {
  const signals: Signal[] = [];
  const say = (text: string) => {
    if (text !== '') signals.push({ type: 'text', text });
  };
  const end = (reason: unknown) => {
    const finish = finishOf(reason);
    if (finish !== undefined) signals.push({ type: 'finish', finish });
  };
  const choice = choiceOf(value);
  // In one event the last words come before the reason, whichever way round it was written.
  for (const holder of holdersOf(value, choice)) {
    if (THINKING_FIELDS.some((field) => isFilled(holder[field])))
      signals.push({ type: 'thinking' });
    const { content, refusal } = holder;
    if (hasThinkingBlock(content)) signals.push({ type: 'thinking' });
    say(textOf(content));
    if (typeof refusal === 'string' && refusal !== '') {
      say(refusal);
      end('refusal');
    }
  }
  if (choice !== undefined) say(textOf(choice['text']));
  // In an event of a type it is the whole answer once more, or a record of the request.
  if (value['type'] === undefined) say(responseText(value['response']));
  sayBlock(value, say, () => signals.push({ type: 'thinking' }));
  const usage = usageOf(value);
  if (usage !== undefined) signals.push({ type: 'usage', usage });
  const error = errorOf(value, name);
  if (error !== undefined) signals.push({ type: 'error', error });
  for (const place of [choice, value, fieldsOf(value['delta'])])
    for (const field of FINISH_FIELDS) if (place !== undefined) end(place[field]);
  if (value['done'] === true) {
    end('stop');
    signals.push({ type: 'end' });
  }
  if (isEnd(value['type'])) signals.push({ type: 'end' });
  return signals;
}

/** Blocks of Anthropic's events; those that are not text are the model at work. */
function sayBlock(value: Fields, say: (text: string) => void, think: () => void): void {
  const { type } = value;
  if (type === 'message') say(textOf(value['content']));
  const block = fieldsOf(
    type === 'content_block_start'
      ? value['content_block']
      : type === 'content_block_delta' && value['delta'],
  );
  if (block === undefined) return;
  if (block['type'] === undefined || /^text/.test(String(block['type'])))
    say(textOf(block['text']));
  else think();
}

/** One answer is asked for, so there is one choice; a server that numbers it oddly means it too. */
function choiceOf({ choices }: Fields): Fields | undefined {
  if (!Array.isArray(choices)) return undefined;
  const known = choices.filter(isFields);
  return known.find(({ index }) => Number(index ?? 0) === 0) ?? known[0];
}

/** What may hold words: the delta of a stream, or the message of an answer that came whole. */
function holdersOf(value: Fields, choice: Fields | undefined): Fields[] {
  const holder =
    choice === undefined
      ? value['type'] === undefined && value['message']
      : (fieldsOf(choice['delta']) ?? choice['message']);
  return isFields(holder) ? [holder] : [];
}

/** Parts within parts are read so deep: no server nests them further, and the stack has an end. */
const MOST_DEPTH = 8;

function textOf(content: unknown, depth = 0): string {
  if (typeof content === 'string') return content;
  if (depth === MOST_DEPTH) return '';
  if (Array.isArray(content)) return content.map((part) => textOf(part, depth + 1)).join('');
  if (!isFields(content)) return '';
  const { type, text } = content;
  return type === undefined || /text$/.test(String(type)) ? textOf(text, depth + 1) : '';
}

const hasThinkingBlock = (content: unknown): boolean =>
  Array.isArray(content) &&
  content.some((block) => isFields(block) && !/text$/.test(String(block['type'] ?? 'text')));

/** Workers AI says words as numbers where they are numbers. */
const responseText = (response: unknown): string =>
  typeof response === 'number' || typeof response === 'boolean'
    ? String(response)
    : isFields(response)
      ? JSON.stringify(response)
      : textOf(response);

/** The reason as ours; `undefined` where there is none yet. */
export function finishOf(reason: unknown): Finish | undefined {
  const given = isFields(reason) ? (reason['type'] ?? reason['reason']) : reason;
  if (given === undefined || given === null || given === false) return undefined;
  // Also as the member of an enumeration: `FinishReason.MAX_TOKENS`, `FINISH_REASON_SAFETY`.
  const named = String(given)
    .trim()
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/^(?:finish|stop)_?reason[._:]/, '');
  if (NO_REASONS.includes(named)) return undefined;
  const kinds = Object.keys(FINISHES) as (keyof typeof FINISHES)[];
  return kinds.find((kind) => FINISHES[kind].includes(named)) ?? 'stop';
}

function usageOf(value: Fields): Usage | undefined {
  for (const place of USAGE_PLACES) {
    const found = place.split('.').reduce<unknown>((at, key) => {
      return key === '' ? at : fieldsOf(at)?.[key];
    }, value);
    if (!isFields(found)) continue;
    const cached = CACHE_NAMES.reduce((sum, name) => sum + (countOf(found[name]) ?? 0), 0);
    const tokensIn = firstCount(found, USAGE_NAMES.tokensIn);
    const tokensOut = firstCount(found, USAGE_NAMES.tokensOut);
    if (tokensIn === undefined && tokensOut === undefined) continue;
    return {
      ...(tokensIn !== undefined && { tokensIn: tokensIn + cached }),
      ...(tokensOut !== undefined && { tokensOut }),
    };
  }
  return undefined;
}

const firstCount = (fields: Fields, names: readonly string[]): number | undefined =>
  names.map((name) => countOf(fields[name])).find((count) => count !== undefined);

/** Some servers write numbers as text, and some 0 for what they do not know. */
function countOf(given: unknown): number | undefined {
  const count = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  return Number.isSafeInteger(count) && (count as number) > 0 ? (count as number) : undefined;
}

/** What a server says went wrong, in the places where servers say so; many say `"error": null`. */
function errorOf(value: Fields, name: string | undefined): unknown {
  const { error, errors, type, object, success, base_resp: base } = value;
  if (isFilled(error)) return error === true ? value : error;
  if (isFields(base) && Number(base['status_code'] ?? 0) !== 0)
    return { message: base['status_msg'], code: base['status_code'] };
  if (success === false) return Array.isArray(errors) && errors.length > 0 ? errors[0] : value;
  if (Array.isArray(errors) && errors.length > 0) return errors[0];
  if ([name, type, object].includes('error')) return value;
  // A document of nothing but what went wrong, as web frameworks write it.
  const isBare = ANSWER_FIELDS.every((field) => value[field] === undefined);
  const isSaid = value['detail'] !== undefined || Number(value['code'] ?? value['status']) >= 400;
  return isBare && isSaid ? value : undefined;
}

/** One of these stands in everything that is a part of an answer. */
const ANSWER_FIELDS = ['choices', 'message', 'content', 'delta', 'response', 'type'] as const;

const isEnd = (name: unknown): boolean =>
  typeof name === 'string' && (END_EVENTS as readonly string[]).includes(name.toLowerCase());

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isFields(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined);

function parsed(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}
