import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program that must succeed: a step of `npm run check` or `npm test`. */
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

// Biome uses colors even if its output is a pipe.
const COLORS = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`;

/** Checks that only read the sources, fastest first. */
export const STATIC_CHECKS: Step[] = [
  tool('Format and lint', '@biomejs/biome/bin/biome', ['ci', COLORS, '.']),
  tool('Types and layers', 'typescript/bin/tsc', ['-b']),
  { name: 'Build and budgets', program: process.execPath, args: ['scripts/build.ts'] },
  tool('Unused files, exports and dependencies', 'knip/bin/knip.js', []),
];

/** A tool from node_modules, which always runs under the project's Node. */
export function tool(name: string, script: string, args: string[], env = {}): Step {
  return { name, program: process.execPath, args: [join('node_modules', script), ...args], env };
}

/**
 * Runs a step.
 * @param quiet captures the output instead of printing it, for steps that run in parallel.
 * @param signal stops the program.
 */
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
 * Runs steps in parallel, and yields their outcomes in the order of the steps, so that their output
 * reads as if they had run one after another.
 * @param signal stops the remaining programs.
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
