/** Whether `npm run test:all` runs the tests: the same tests as `npm test`, at a larger scale. */
const isLarge = process.env['EDGEWISE_TEST_ALL'] === '1';

/** A test's scale: the first number in `npm test`, the second in `npm run test:all`. */
export function scale(usual: number, large: number): number {
  return isLarge ? large : usual;
}
