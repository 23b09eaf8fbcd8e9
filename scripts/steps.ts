import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** One program that has to succeed: a line of `npm run check` or `npm test`. */
export interface Step {
  name: string;
  program: string;
  args: string[];
  env?: Record<string, string>;
}

export interface Outcome {
  passed: boolean;
  seconds: string;
  output: string;
}

// Biome colours even what goes into a pipe.
const COLORS = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`;

/** Looks at the sources only, in the order in which a fault is cheapest to hear of. */
export const STATIC_CHECKS: Step[] = [
  tool('Format and lint', '@biomejs/biome/bin/biome', ['ci', COLORS, '.']),
  tool('Types and layers', 'typescript/bin/tsc', ['-b']),
  { name: 'Build and budgets', program: process.execPath, args: ['scripts/build.ts'] },
  tool('Unused files, exports and dependencies', 'knip/bin/knip.js', []),
];

/** A tool from node_modules, run under our Node whatever its first line asks for. */
export function tool(name: string, script: string, args: string[], env = {}): Step {
  return { name, program: process.execPath, args: [join('node_modules', script), ...args], env };
}

/** Runs a step; `quiet` keeps what it prints, for steps that run side by side. */
export function run(step: Step, quiet = false, signal?: AbortSignal): Promise<Outcome> {
  const began = performance.now();
  const child = spawn(step.program, step.args, {
    env: { ...process.env, ...step.env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    ...(signal && { signal }),
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((done) => {
    const end = (passed: boolean) =>
      done({ passed, output, seconds: ((performance.now() - began) / 1000).toFixed(1) });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/**
 * Runs steps side by side and yields their outcomes in the order of the steps, so that what they print
 * reads as if they had run one after another.
 * @param signal stops those that still run.
 */
export async function* runTogether(
  steps: readonly Step[],
  signal?: AbortSignal,
): AsyncGenerator<{ step: Step; outcome: Outcome }> {
  const running = steps.map((step) => ({ step, outcome: run(step, true, signal) }));
  for (const { step, outcome } of running) yield { step, outcome: await outcome };
}

export function heading(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 70 - text.length))}`);
}
