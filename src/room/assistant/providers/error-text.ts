/** The most characters of a provider's error message that are logged. */
const MAX_CHARS = 300;

/** A shorter part of a header is not a secret but a word such as `Basic`, `Bearer` or `true`. */
const MIN_SECRET_CHARS = 8;

/** Patterns of keys: for parts of our keys, and for keys that the settings do not have. */
const KEY_LIKE = [
  /\b(?:bearer|basic)\s+[^\s"',}]{6,}/gi,
  /\b(?:api[-_ ]?key|token|secret|password)["']?\s*[:=]\s*["']?[^\s"',}]{6,}/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|nvapi|pplx|key|AIza|ghp|glpat|or|csk|fw|tgp)[-_][\w*.-]{4,}/g,
  /\bAIza[\w*-]{10,}/g,
  // No word has letters and digits in a run this long.
  /(?<![\w/.-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}/g,
];

/**
 * Extracts a provider's error message as one sentence. It reads only the fields for error messages,
 * because other fields may repeat the request, and so the messages of people.
 * @returns the sentence; empty if there is none.
 */
export function sentenceOf(reported: unknown): string {
  if (typeof reported === 'string') return sentenceIn(reported);
  if (Array.isArray(reported)) return reported.map(sentenceOf).filter(Boolean).join('; ');
  if (typeof reported !== 'object' || reported === null) return '';
  const fields = reported as Record<string, unknown>;
  const { message, msg, error, errors, issues, detail, title, type, code, status } = fields;
  const inner = [error, errors, issues, detail].map(sentenceOf).find((sentence) => sentence !== '');
  const own = [message, msg, title].find((text) => typeof text === 'string' && text !== '');
  const words = inner ?? (typeof own === 'string' ? sentenceIn(own) : '');
  const names = [type, code, status, ...FIELD_NAMES.map((name) => pathOf(fields[name]))].filter(
    (name) => (typeof name === 'string' && name !== '') || typeof name === 'number',
  );
  if (inner !== undefined || names.length === 0) return words;
  return words === '' ? names.join(', ') : `${words} (${names.join(', ')})`;
}

/** Where validators name the rejected field: by its name, a path, or a JSON pointer. */
const FIELD_NAMES = [
  'param',
  'loc',
  'path',
  'instancePath',
  'pointer',
  'keys',
  'field',
  'parameter',
];

const pathOf = (place: unknown): unknown => (Array.isArray(place) ? place.join('.') : place);

/** Reads an error message that is plain text, JSON or an HTML page. */
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

/** @returns the texts of these values that must not be logged: each value, and its long words. */
export const secretsIn = (values: readonly (string | undefined)[]): string[] =>
  values.flatMap((value = '') => [
    ...(value === '' ? [] : [value]),
    ...value.split(/[\s,;=]+/).filter((word) => word.length >= MIN_SECRET_CHARS && word !== value),
  ]);

/**
 * Prepares an error message for the log: one line, cut, and without secrets.
 * @param secrets texts to remove.
 */
export function forLog(sentence: string, secrets: readonly string[]): string {
  let words = sentence;
  for (const secret of secrets) words = words.replaceAll(secret, '…');
  for (const pattern of KEY_LIKE) words = words.replace(pattern, '…');
  const line = words.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS)}…` : line;
}
