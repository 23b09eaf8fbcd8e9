import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** A program under test: what it has printed so far, and how it ended. */
export interface Command {
  child: ChildProcess;
  pid: number;
  output(): string;
  ended: Promise<number | null>;
  /** Resolves when the text has been printed; rejects on a timeout. */
  says(text: string): Promise<void>;
}

// A start takes two seconds; a busy machine may need many times that.
const PATIENCE_MS = 60_000;

type Settings = { cwd: string; env?: Record<string, string | undefined> };

/** `node …args` in a folder, with its output recorded. It is killed with its test. */
export function node(args: string[], settings: Settings): Command {
  return run(process.execPath, args, settings);
}

export function run(program: string, args: string[], { cwd, env }: Settings): Command {
  const child = spawn(program, args, {
    cwd,
    // The variables that npm and vitest set must not affect the command.
    env: { ...withoutCaller(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const keep = (chunk: Buffer) => {
    output += chunk;
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const says = (text: string) =>
    new Promise<void>((said, not) => {
      const fail = (how: string) => not(new Error(`${how} without saying "${text}":\n${output}`));
      const patience = setTimeout(() => fail(`waited ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
      const look = () => {
        if (!output.includes(text)) return;
        clearTimeout(patience);
        said();
      };
      listeners.add(look);
      look();
      ended.then((code) => fail(`ended with ${code}`), not);
    });
  return { child, pid: child.pid ?? 0, output: () => output, ended, says };
}

function withoutCaller(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV$|PORT$|CI$)/.test(name)),
  );
}
