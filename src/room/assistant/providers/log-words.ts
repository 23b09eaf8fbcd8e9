/** As much of what a provider says is logged; its sentences are shorter. */
const MOST_CHARS = 300;

/** A shorter part of a header is no secret, but `Basic`, `Bearer` or `true`. */
const LEAST_SECRET_CHARS = 8;

/** How keys look, where ours are repeated in part or are not the ones that we know. */
const KEY_LIKE = [
  /\b(?:bearer|basic)\s+[^\s"',}]{6,}/gi,
  /\b(?:api[-_ ]?key|token|secret|password)["']?\s*[:=]\s*["']?[^\s"',}]{6,}/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|nvapi|pplx|key|AIza|ghp|glpat|or|csk|fw|tgp)[-_][\w*.-]{4,}/g,
  /\bAIza[\w*-]{10,}/g,
  // Letters and digits of such a length are nobody's word.
  /(?<![\w/.-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}/g,
];

/**
 * What a provider said went wrong, as one sentence: only from the fields where providers say so, since
 * others may repeat the request, and with it what people wrote. Empty where there is none.
 */
export function sentenceOf(said: unknown): string {
  if (typeof said === 'string') return sentenceIn(said);
  if (Array.isArray(said)) return said.map(sentenceOf).filter(Boolean).join('; ');
  if (typeof said !== 'object' || said === null) return '';
  const fields = said as Record<string, unknown>;
  const { message, msg, error, errors, issues, detail, title, type, code, status } = fields;
  const inner = [error, errors, issues, detail].map(sentenceOf).find((sentence) => sentence !== '');
  const own = [message, msg, title].find((text) => typeof text === 'string' && text !== '');
  const words = inner ?? (typeof own === 'string' ? sentenceIn(own) : '');
  const names = [type, code, status, ...NAMING.map((name) => pathOf(fields[name]))].filter(
    (name) => (typeof name === 'string' && name !== '') || typeof name === 'number',
  );
  if (inner !== undefined || names.length === 0) return words;
  return words === '' ? names.join(', ') : `${words} (${names.join(', ')})`;
}

/** Where validators name the field that they refuse: by its name, a path, or a JSON pointer. */
const NAMING = ['param', 'loc', 'path', 'instancePath', 'pointer', 'keys', 'field', 'parameter'];

const pathOf = (place: unknown): unknown => (Array.isArray(place) ? place.join('.') : place);

/** Some write JSON into a sentence, and some a page. */
function sentenceIn(text: string): string {
  const words = text.trim();
  if (/^[{[]/.test(words))
    try {
      return sentenceOf(JSON.parse(words));
    } catch {
      return '';
    }
  if (!words.startsWith('<')) return words;
  const title = /<title[^<>]{0,200}>([^<]{0,300})/i.exec(words)?.[1]?.trim();
  return title ? `a web page, "${title}"` : 'a web page';
}

/** What must not be logged of these: the whole of it, and what stands behind a scheme's name. */
export const secretsIn = (values: readonly (string | undefined)[]): string[] =>
  values.flatMap((value = '') => [
    ...(value === '' ? [] : [value]),
    ...value
      .split(/[\s,;=]+/)
      .filter((word) => word.length >= LEAST_SECRET_CHARS && word !== value),
  ]);

/** @param secrets that are never written down, whole or in part. */
export function forLog(sentence: string, secrets: readonly string[]): string {
  let words = sentence;
  for (const secret of secrets) words = words.replaceAll(secret, '…');
  for (const pattern of KEY_LIKE) words = words.replace(pattern, '…');
  const line = words.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > MOST_CHARS ? `${line.slice(0, MOST_CHARS)}…` : line;
}
