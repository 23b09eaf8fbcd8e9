/**
 * A number that an operator has set: as text, or as wrangler.toml has it without quotes.
 * @param preset what holds where nothing is set.
 * @returns NaN for anything else; `true`, for one, is no 1.
 */
export function numberSetting(given: unknown, preset: number): number {
  if (given === undefined || given === null) return preset;
  if (typeof given === 'number') return given;
  return typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN;
}
