/**
 * Reads a number that an operator configured, as a string or as an unquoted number in wrangler.toml.
 * @param preset the value if nothing is set.
 * @returns the number; NaN for anything that is not one, such as `true`.
 */
export function numberSetting(given: unknown, preset: number): number {
  if (given === undefined || given === null) return preset;
  if (typeof given === 'number') return given;
  return typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN;
}
