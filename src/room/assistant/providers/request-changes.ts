import { isAboutLength } from './failure-kinds.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A change of a request that a server rejects as it is. */
export type Change =
  | { readonly kind: 'omit'; readonly field: string }
  | { readonly kind: 'rename'; readonly field: string; readonly to: string }
  | { readonly kind: 'set'; readonly field: string; readonly value: unknown }
  /** Moves the system prompt to the beginning of the first user message. */
  | { readonly kind: 'fold-system' };

/** The other name of a field that servers name differently [R119]. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  max_tokens: 'max_completion_tokens',
  max_completion_tokens: 'max_tokens',
};

/** Fields that no request can omit. */
const REQUIRED = ['model', 'messages', 'system'];

/** Statuses that servers use to reject the form of a request. */
export const FORM_ERROR_STATUSES: readonly number[] = [400, 422, 501];

/** The most changes of one request; it has few fields. */
export const MAX_CHANGES = 5;

/** @returns the body of a request with all changes applied. */
export const changed = (body: Fields, changes: readonly Change[]): Fields =>
  changes.reduce(withChange, body);

function withChange(body: Fields, change: Change): Fields {
  if (change.kind === 'fold-system') return { ...body, messages: folded(body['messages']) };
  const { field } = change;
  if (!(field in body)) return body;
  const { [field]: value, ...others } = body;
  if (change.kind === 'rename') return { ...others, [change.to]: value };
  if (change.kind === 'omit') return others;
  const next = { ...others, [field]: change.value };
  // Options of streaming are invalid without streaming.
  return field === 'stream' ? withChange(next, { kind: 'omit', field: 'stream_options' }) : next;
}

/**
 * Finds the next change of a rejected request.
 * @param sent the body that was rejected.
 * @param before the changes that it already had.
 * @param message the server's error message, without parts of the request.
 * @returns the change; `undefined` if the form of the request was not the reason.
 */
export function changeFor(
  sent: Fields,
  before: readonly Change[],
  message: string,
): Change | undefined {
  if (isSystemRefused(message) && folded(sent['messages']) !== sent['messages'])
    return { kind: 'fold-system' };
  // A conversation that is too long stays so without the field that the message mentions.
  if (isAboutLength(message) && !isAboutField(message)) return undefined;
  // Try `stream_options` before `stream`: a message about the former may contain the latter.
  const names = Object.keys(sent).sort((a, b) => b.length - a.length);
  const field = names.find(
    (name) => !REQUIRED.includes(name) && sent[name] !== false && mentions(message, name),
  );
  if (field === undefined) return undefined;
  if (field === 'stream') return { kind: 'set', field, value: false };
  const most = mostAllowed(message, sent[field]);
  if (most !== undefined) return { kind: 'set', field, value: most };
  const to = OTHER_NAMES[field];
  // If the field was renamed to this name already, the server accepts neither name.
  const isTried = before.some((change) => change.kind === 'rename' && change.to === field);
  return to === undefined || isTried ? { kind: 'omit', field } : { kind: 'rename', field, to };
}

/** Other words that error messages use for a field. */
const SYNONYMS: Readonly<Record<string, string>> = {
  stream_options: 'include_usage',
  stream: 'streaming',
  max_tokens: 'maximum tokens you requested',
};

/** Whether a name occurs as a whole word, in any case and spelling: `maxTokens`, `Max Tokens`. */
const mentions = (message: string, name: string): boolean =>
  [name, SYNONYMS[name]].some(
    (called) =>
      called !== undefined &&
      new RegExp(`(?<!\\w)${called.replaceAll('_', '[_ -]?')}(?!\\w)`, 'i').test(message),
  );

const isSystemRefused = (message: string): boolean =>
  [
    /system.{0,20}(?:role|message|prompt|instruction).{0,30}(?:not|n't|un) ?-?(?:supported|allowed|enabled|accepted)/i,
    /(?:unsupported|invalid|unknown|unexpected).{0,30}role.{0,30}system/i,
    /(?:system|developer) instructions? (?:is|are) not/i,
    // Our roles alternate once the system prompt is no longer a separate turn.
    /roles must alternate/i,
    /only (?:user and assistant|user, assistant|user\/assistant) roles/i,
  ].some((pattern) => pattern.test(message));

const isAboutField = (message: string): boolean =>
  /(?:unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|extra)[\w ]{0,20}(?:parameter|argument|field|property|key|input)s?\b|not (?:permitted|supported|allowed)|is too large|(?<!\+.{0,3})\bmax_\w*tokens\W{1,3}(?:must|should|has to|cannot) be/i.test(
    message,
  );

/** Whether an internal error of a server comes from the form of the request. */
export const isFormError = (message: string): boolean =>
  isSystemRefused(message) || /unexpected keyword argument/i.test(message);

/** @returns the maximum that an error message names for a number, if ours exceeds it. */
function mostAllowed(message: string, ours: unknown): number | undefined {
  const isTooMuch =
    /too (?:large|high|big)|at most|max\b|maximum|less than|<=|≤|exceed|greater than|range|between/i.test(
      message,
    );
  if (typeof ours !== 'number' || !isTooMuch) return undefined;
  const named = [...message.matchAll(/\d[\d,_]*/g)].map(([digits]) =>
    Number(digits.replace(/[,_]/g, '')),
  );
  const below = named.filter((number) => number >= 16 && number < ours);
  return below.length === 0 ? undefined : Math.max(...below);
}

function folded(messages: unknown): unknown {
  if (!Array.isArray(messages)) return messages;
  const [system, first, ...rest] = messages as Fields[];
  if (system?.['role'] !== 'system' || first?.['role'] !== 'user') return messages;
  return [{ ...first, content: `${system['content']}\n\n${first['content']}` }, ...rest];
}
