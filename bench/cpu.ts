import { readdirSync, readFileSync } from 'node:fs';

/** What was used in a period of time; CPU times are in µs. */
export type CpuUse = {
  /** The length of the period, in seconds of wall time. */
  readonly seconds: number;
  readonly server: number;
  /** Used by this process, which generates the load. */
  readonly generator: number;
  /** Used by everything else on the machine. */
  readonly others: number;
};

/** The unit of CPU times in /proc: one clock tick. */
const TICK_US = 10_000;

/**
 * Starts to measure CPU time.
 * @param server the ids of the server's processes.
 * @returns a function that returns what was used since.
 */
export function startCpuMeter(server: readonly number[]): () => CpuUse {
  const read = () => ({
    at: performance.now(),
    server: cpuOf(server),
    generator: cpuOf([process.pid]),
    machine: machineCpu(),
  });
  const start = read();
  return () => {
    const end = read();
    const used = {
      server: end.server - start.server,
      generator: end.generator - start.generator,
    };
    return {
      ...used,
      seconds: (end.at - start.at) / 1000,
      others: Math.max(0, end.machine - start.machine - used.server - used.generator),
    };
  };
}

/** @returns the user and system time of some processes so far, in µs. */
export const cpuOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(fields(pid)[11]) + Number(fields(pid)[12]), 0) * TICK_US;

/** @returns the ids of a process and of all its descendants. */
export function tree(root: number): number[] {
  const all = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const below = (pid: number): number[] => [
    pid,
    ...all.filter((other) => parents.get(other) === pid).flatMap(below),
  ];
  return below(root);
}

/** @returns the time that all cores of the machine were busy so far, in µs. */
function machineCpu(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .split(/ +/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq) * TICK_US;
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(fields(pid)[1]);
  } catch {
    // The process ended after /proc was listed.
    return undefined;
  }
}

/**
 * The fields of /proc/PID/stat after the process name. The name is in brackets and may contain
 * spaces and brackets itself.
 */
function fields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
