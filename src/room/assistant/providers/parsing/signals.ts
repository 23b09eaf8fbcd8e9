import type { Usage } from '../provider.ts';
import { FINISH_FIELDS, type Finish, finishOf } from './finish-reason.ts';
import { type Fields, fieldsOf, isFields, isFilled } from './json-fields.ts';
import { usageOf } from './usage.ts';

/** The meaning of an event of a model server, in any format. */
export type Signal =
  | { readonly type: 'text'; readonly text: string }
  /** The model is thinking. The thinking itself is not kept. */
  | { readonly type: 'thinking' }
  | { readonly type: 'finish'; readonly finish: Finish }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'error'; readonly error: unknown }
  /** The server announced the end of its answer. */
  | { readonly type: 'end' };

/** An event as received; `name` is the SSE field `event`. */
export type ServerEvent = { readonly name?: string | undefined; readonly data: string };

/** Names of events that end an answer, besides `[DONE]` in any spelling. */
export const END_EVENTS = ['message_stop', 'done', 'end'] as const;
const DONE = /^"?\[?done\]?"?$/i;

/** Fields of a delta with thinking. Blocks whose type is not text hold thinking as well. */
export const THINKING_FIELDS = [
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'reasoning_text',
  'thinking',
  'thinking_blocks',
  'thoughts',
] as const;

/**
 * Reads one event. It never throws, whatever the data is.
 * @returns its meanings in order; none for unknown data.
 */
export function signalsOf({ name, data }: ServerEvent): Signal[] {
  const text = data.trim();
  if (DONE.test(text)) return [{ type: 'end' }];
  const value = parsed(text);
  if (value === undefined && name === 'error') return [{ type: 'error', error: text }];
  // Some servers omit the empty line between events, so one event has the data of several.
  if (value === undefined && text.includes('\n'))
    return text.split('\n').flatMap((line) => signalsOf({ name, data: line }));
  const read = (Array.isArray(value) ? value : [value]).flatMap((one) =>
    isFields(one) ? signalsIn(one, name) : [],
  );
  return isEnd(name) ? [...read, { type: 'end' }] : read;
}

function signalsIn(value: Fields, name: string | undefined): Signal[] {
  const signals: Signal[] = [];
  const addText = (text: string) => {
    if (text !== '') signals.push({ type: 'text', text });
  };
  const end = (reason: unknown) => {
    const finish = finishOf(reason);
    if (finish !== undefined) signals.push({ type: 'finish', finish });
  };
  const choice = choiceOf(value);
  // The last words of an event come before its finish reason, whatever order the fields have.
  for (const holder of holdersOf(value, choice)) {
    if (THINKING_FIELDS.some((field) => isFilled(holder[field])))
      signals.push({ type: 'thinking' });
    const { content, refusal } = holder;
    if (hasThinkingBlock(content)) signals.push({ type: 'thinking' });
    addText(textOf(content));
    if (typeof refusal === 'string' && refusal !== '') {
      addText(refusal);
      end('refusal');
    }
  }
  if (choice !== undefined) addText(textOf(choice['text']));
  // In an event with a type this repeats the whole answer, or describes the request.
  if (value['type'] === undefined) addText(responseText(value['response']));
  addBlock(value, addText, () => signals.push({ type: 'thinking' }));
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

/** Reads the blocks of Anthropic's events. Blocks that are not text are signs of thinking. */
function addBlock(value: Fields, addText: (text: string) => void, addThinking: () => void): void {
  const { type } = value;
  if (type === 'message') addText(textOf(value['content']));
  const block = fieldsOf(
    type === 'content_block_start'
      ? value['content_block']
      : type === 'content_block_delta' && value['delta'],
  );
  if (block === undefined) return;
  if (block['type'] === undefined || /^text/.test(String(block['type'])))
    addText(textOf(block['text']));
  else addThinking();
}

/** @returns the choice 0, or the first one of a server that numbers the only choice differently. */
function choiceOf({ choices }: Fields): Fields | undefined {
  if (!Array.isArray(choices)) return undefined;
  const known = choices.filter(isFields);
  return known.find(({ index }) => Number(index ?? 0) === 0) ?? known[0];
}

/** @returns the object with the text: the delta of a stream, or the message of a whole answer. */
function holdersOf(value: Fields, choice: Fields | undefined): Fields[] {
  const holder =
    choice === undefined
      ? value['type'] === undefined && value['message']
      : (fieldsOf(choice['delta']) ?? choice['message']);
  return isFields(holder) ? [holder] : [];
}

/** The deepest nesting of content that is read, so that the stack cannot overflow. */
const MAX_DEPTH = 8;

function textOf(content: unknown, depth = 0): string {
  if (typeof content === 'string') return content;
  if (depth === MAX_DEPTH) return '';
  if (Array.isArray(content)) return content.map((part) => textOf(part, depth + 1)).join('');
  if (!isFields(content)) return '';
  const { type, text } = content;
  return type === undefined || /text$/.test(String(type)) ? textOf(text, depth + 1) : '';
}

const hasThinkingBlock = (content: unknown): boolean =>
  Array.isArray(content) &&
  content.some((block) => isFields(block) && !/text$/.test(String(block['type'] ?? 'text')));

/** Workers AI sends a word that is a number as a JSON number. */
const responseText = (response: unknown): string =>
  typeof response === 'number' || typeof response === 'boolean'
    ? String(response)
    : isFields(response)
      ? JSON.stringify(response)
      : textOf(response);

/**
 * @returns the error of an event, from any of the known fields; many servers send `error: null`.
 */
function errorOf(value: Fields, name: string | undefined): unknown {
  const { error, errors, type, object, success, base_resp: base } = value;
  if (isFilled(error)) return error === true ? value : error;
  if (isFields(base) && Number(base['status_code'] ?? 0) !== 0)
    return { message: base['status_msg'], code: base['status_code'] };
  if (success === false) return Array.isArray(errors) && errors.length > 0 ? errors[0] : value;
  if (Array.isArray(errors) && errors.length > 0) return errors[0];
  if ([name, type, object].includes('error')) return value;
  // Web frameworks send a document that has only the error.
  const isBare = ANSWER_FIELDS.every((field) => value[field] === undefined);
  const hasError = value['detail'] !== undefined || Number(value['code'] ?? value['status']) >= 400;
  return isBare && hasError ? value : undefined;
}

/** Every part of an answer has one of these fields. */
const ANSWER_FIELDS = ['choices', 'message', 'content', 'delta', 'response', 'type'] as const;

const isEnd = (name: unknown): boolean =>
  typeof name === 'string' && (END_EVENTS as readonly string[]).includes(name.toLowerCase());

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
