// How often property tests run: `npm run check` runs the same few each time; `npm test` runs many, with
// a new seed each time; `npm run test:all` ten times as many. SEED repeats the runs of a failure.
import { scale } from '../../support/scale.ts';

/** A busy machine makes fewer runs, and does not fail for that. */
const LONGEST_MS = 40_000;

/** @param many runs of `npm test`. @returns parameters for `fc.assert`, within a test of 60 s. */
export function propertyRuns(many: number) {
  const isCheck = process.env['CHECK'] !== undefined;
  const seed = Number(isCheck ? 1 : (process.env['SEED'] ?? Date.now() % 2 ** 31));
  console.info(`seed ${seed}`);
  const numRuns = isCheck ? Math.ceil(many / 10) : scale(many, 10 * many);
  return { numRuns, seed, interruptAfterTimeLimit: LONGEST_MS };
}
