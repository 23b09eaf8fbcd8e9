// How often property tests run: `npm run check` wants the same few runs each time; `npm test` many,
// and others each time. SEED runs those of a failure again.

/** @param many runs of `npm test`. @returns parameters for `fc.assert`. */
export function runsOf(many: number): { numRuns: number; seed: number } {
  const isCheck = process.env['CHECK'] !== undefined;
  const seed = Number(isCheck ? 1 : (process.env['SEED'] ?? Date.now() % 2 ** 31));
  console.info(`seed ${seed}`);
  return { numRuns: isCheck ? Math.ceil(many / 10) : many, seed };
}
