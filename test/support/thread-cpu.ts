/**
 * How many milliseconds of processor time a synchronous function takes, of this thread alone: other
 * tests run beside it, and a busy machine does not count.
 */
export function threadCpuMs(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
