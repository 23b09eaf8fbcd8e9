/** A JSON object whose fields are not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, and not a list. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the value if it is a JSON object. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  isFields(value) ? value : undefined;

/** Whether a field holds a value: an empty text, list or object counts as missing. */
export function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isFields(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}
