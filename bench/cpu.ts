import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts processor time in. */
const TICK_US = 10_000;

/** User and system time of some processes, in µs. */
export const cpuOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(fields(pid)[11]) + Number(fields(pid)[12]), 0) * TICK_US;

/** A process and all below it. */
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

/** Time that the whole machine was busy, in µs. */
export function machineCpu(): number {
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
    // It ended while we looked.
    return undefined;
  }
}

/** What /proc tells of a process, behind its name, which is in brackets and may hold anything. */
function fields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
