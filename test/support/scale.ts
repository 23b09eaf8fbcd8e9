/** Whether `npm run test:all` runs the tests: what `npm test` does, at a larger scale. */
const isLarge = process.env['EDGEWISE_TEST_ALL'] === '1';

/** How much of something a test does: the first number in `npm test`, the second in `npm run test:all`. */
export function scale(usual: number, large: number): number {
  return isLarge ? large : usual;
}
