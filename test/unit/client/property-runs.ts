// How often property tests run: `npm run check` wants the same few runs each time; `npm test` many,
// and others each time; `npm run test:all` ten times as many. SEED runs those of a failure again.
import { scale } from '../../support/scale.ts';

/** A machine that is busy with other things makes fewer of them, and fails none for that. */
const LONGEST_MS = 40_000;

/** @param many runs of `npm test`. @returns parameters for `fc.assert`, within a test of 60 s. */
export function propertyRuns(many: number) {
  const isCheck = process.env['CHECK'] !== undefined;
  const seed = Number(isCheck ? 1 : (process.env['SEED'] ?? Date.now() % 2 ** 31));
  console.info(`seed ${seed}`);
  const numRuns = isCheck ? Math.ceil(many / 10) : scale(many, 10 * many);
  return { numRuns, seed, interruptAfterTimeLimit: LONGEST_MS };
}
