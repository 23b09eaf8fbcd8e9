import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Child = {
  readonly pid: number;
  /** Its next line of JSON. */
  readonly answer: <T>(withinMs: number) => Promise<T>;
  readonly stop: () => Promise<void>;
};

// A child lives as long as our end of its shell's standard input: however we go, by an error, by
// Ctrl-C or by SIGKILL, the pipe closes and the shell takes its child down.
const KEEPER = '"$@" </dev/null & child=$!; cat >/dev/null; kill -9 $child 2>/dev/null; wait';

/** Starts a program that prints JSON lines. */
export function start(program: string, args: readonly string[], cwd?: string): Child {
  const shell = spawn('sh', ['-c', KEEPER, 'sh', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(cwd !== undefined && { cwd }),
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  return {
    pid: pidOf(shell),
    answer: async <T>(withinMs: number) => {
      const late = new Promise<never>((_, reject) =>
        setTimeout(reject, withinMs, new Error(`${program}: no answer in ${withinMs} ms`)).unref(),
      );
      const { value, done } = await Promise.race([lines.next(), late]);
      if (done === true) throw new Error(`${program} ended without an answer.`);
      return JSON.parse(value) as T;
    },
    async stop() {
      if (shell.exitCode !== null || shell.signalCode !== null) return;
      const ended = once(shell, 'exit');
      shell.stdin.end();
      await ended;
    },
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('unable to start a shell');
  return child.pid;
}
