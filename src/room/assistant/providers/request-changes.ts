import { isAboutLength } from './failure-kinds.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One change of a request that a server does not take as it is. */
export type Change =
  | { readonly kind: 'omit'; readonly field: string }
  | { readonly kind: 'rename'; readonly field: string; readonly to: string }
  | { readonly kind: 'set'; readonly field: string; readonly value: unknown }
  /** What the operator says goes at the head of the first message of a user. */
  | { readonly kind: 'fold-system' };

/** The other name of a field, where servers do not agree on one [R119]. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  max_tokens: 'max_completion_tokens',
  max_completion_tokens: 'max_tokens',
};

/** Without these there is nothing to ask. */
const NEEDED = ['model', 'messages', 'system'];

/** Statuses by which servers refuse the form of a request. */
export const REFUSALS_OF_FORM: readonly number[] = [400, 422, 501];

/** As many refusals of one request are answered; it has few fields. */
export const MOST_CHANGES = 5;

/** The body of a request as a server takes it. */
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
  // What is about streaming goes with it.
  return field === 'stream' ? withChange(next, { kind: 'omit', field: 'stream_options' }) : next;
}

/**
 * What else to change in a request that was refused; `undefined` where its form was not the reason.
 * @param sent as it was refused.
 * @param before the changes that were in it.
 * @param words what the server said, without what it may repeat of the request.
 */
export function changeFor(
  sent: Fields,
  before: readonly Change[],
  words: string,
): Change | undefined {
  if (isSystemRefused(words) && folded(sent['messages']) !== sent['messages'])
    return { kind: 'fold-system' };
  // A talk that is too long is so without the field that the sentence mentions as well.
  if (isAboutLength(words) && !isAboutField(words)) return undefined;
  // `stream_options` before `stream`, of which such a sentence may tell too.
  const names = Object.keys(sent).sort((a, b) => b.length - a.length);
  const field = names.find(
    (name) => !NEEDED.includes(name) && sent[name] !== false && mentions(words, name),
  );
  if (field === undefined) return undefined;
  if (field === 'stream') return { kind: 'set', field, value: false };
  const most = mostAllowed(words, sent[field]);
  if (most !== undefined) return { kind: 'set', field, value: most };
  const to = OTHER_NAMES[field];
  // A server that was given both names takes neither.
  const isTried = before.some((change) => change.kind === 'rename' && change.to === field);
  return to === undefined || isTried ? { kind: 'omit', field } : { kind: 'rename', field, to };
}

/** What else servers call a field of ours, or what it holds. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  stream_options: 'include_usage',
  stream: 'streaming',
  max_tokens: 'maximum tokens you requested',
};

/** As a word of its own, in any case and however its parts are joined: `maxTokens`, `Max Tokens`. */
const mentions = (words: string, name: string): boolean =>
  [name, ALSO_CALLED[name]].some(
    (called) =>
      called !== undefined &&
      new RegExp(`(?<!\\w)${called.replaceAll('_', '[_ -]?')}(?!\\w)`, 'i').test(words),
  );

const isSystemRefused = (words: string): boolean =>
  [
    /system.{0,20}(?:role|message|prompt|instruction).{0,30}(?:not|n't|un) ?-?(?:supported|allowed|enabled|accepted)/i,
    /(?:unsupported|invalid|unknown|unexpected).{0,30}role.{0,30}system/i,
    /(?:system|developer) instructions? (?:is|are) not/i,
    // Ours do, once the system prompt is not a turn of its own.
    /roles must alternate/i,
    /only (?:user and assistant|user, assistant|user\/assistant) roles/i,
  ].some((pattern) => pattern.test(words));

const isAboutField = (words: string): boolean =>
  /(?:unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|extra)[\w ]{0,20}(?:parameter|argument|field|property|key|input)s?\b|not (?:permitted|supported|allowed)|is too large|(?<!\+.{0,3})\bmax_\w*tokens\W{1,3}(?:must|should|has to|cannot) be/i.test(
    words,
  );

/** Whether a refusal by another status is about the form of the request: servers fail over it, too. */
export const failedOverForm = (words: string): boolean =>
  isSystemRefused(words) || /unexpected keyword argument/i.test(words);

/** The most that a server says it takes of a number, where ours is more. */
function mostAllowed(words: string, ours: unknown): number | undefined {
  const isTooMuch =
    /too (?:large|high|big)|at most|max\b|maximum|less than|<=|≤|exceed|greater than|range|between/i.test(
      words,
    );
  if (typeof ours !== 'number' || !isTooMuch) return undefined;
  const named = [...words.matchAll(/\d[\d,_]*/g)].map(([digits]) =>
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
