import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Child = {
  readonly pid: number;
  /**
   * Reads the next line of its output as JSON.
   * @throws {Error} if no line comes in time, or if the program has ended.
   */
  readonly answer: <T>(withinMs: number) => Promise<T>;
  readonly stop: () => Promise<void>;
};

// The shell kills the child when its standard input closes. That also happens if this process
// crashes or is killed with SIGKILL.
const RUN_UNTIL_STDIN_CLOSES =
  '"$@" </dev/null & child=$!; cat >/dev/null; kill -9 $child 2>/dev/null; wait';

/**
 * Starts a program that prints lines of JSON.
 * @param cwd the folder it runs in; the current one by default.
 */
export function start(program: string, args: readonly string[], cwd?: string): Child {
  const shell = spawn('sh', ['-c', RUN_UNTIL_STDIN_CLOSES, 'sh', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(cwd !== undefined && { cwd }),
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  return {
    pid: pidOf(shell),
    answer: async <T>(withinMs: number) => {
      const timeout = new Promise<never>((_, reject) =>
        setTimeout(reject, withinMs, new Error(`${program}: no answer in ${withinMs} ms`)).unref(),
      );
      const { value, done } = await Promise.race([lines.next(), timeout]);
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
