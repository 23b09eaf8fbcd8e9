import { execFileSync } from 'node:child_process';
import { waitFor } from '../support/wait-for.ts';

interface Process {
  pid: number;
  parent: number;
  state: string;
}

/** The process and all its descendants. */
export function treeOf(root: number): number[] {
  const all = running();
  const pids = new Set([root]);
  for (let before = 0; before !== pids.size; ) {
    before = pids.size;
    for (const { pid, parent } of all) if (pids.has(parent)) pids.add(pid);
  }
  return [...pids];
}

/** Waits until none of them is alive. Zombies do not count. */
export async function allGone(pids: number[]): Promise<void> {
  await waitFor(() => {
    const left = running().filter(({ pid, state }) => pids.includes(pid) && !state.startsWith('Z'));
    if (left.length > 0) throw new Error(`still running: ${JSON.stringify(left)}`);
  });
}

function running(): Process[] {
  return execFileSync('ps', ['-axo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, state = ''] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), state };
    });
}
