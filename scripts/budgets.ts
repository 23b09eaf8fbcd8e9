import { gzipSync } from 'node:zlib';

/** The most that a visitor may load, in gzipped bytes (1 KB = 1000 bytes) or in requests. */
export const BUDGETS = {
  'page, first load': 60_000,
  'widget, before it is wanted': 1500,
  'widget, opened': 30_000,
  'widget, opening in all': 60_000,
  'widget, requests to open': 8,
  'page or widget, when needed': 6000,
  'a part of a language': 2000,
  'emoji, when asked for': 25_000,
  'SDK, by itself': 10_000,
  'SDK, loaded when needed': 6000,
} as const;

export type Budgeted = keyof typeof BUDGETS;

const COUNTED: ReadonlySet<string> = new Set<Budgeted>(['widget, requests to open']);

export interface Verdict {
  table: string;
  kept: boolean;
}

export function gzipSize(content: Uint8Array): number {
  return gzipSync(content, { level: 9 }).byteLength;
}

/**
 * Compares the built bundles with the budgets. Bundles without a size are not listed.
 * @param sizes in gzipped bytes, or the number of requests.
 */
export function checkBudgets(sizes: Partial<Record<Budgeted, number>>): Verdict {
  const rows = Object.entries(BUDGETS).flatMap(([name, budget]) => {
    const size = sizes[name as Budgeted];
    if (size === undefined) return [];
    const [write, unit] = COUNTED.has(name) ? [count, 'requests'] : [kilobytes, 'bytes'];
    const verdict = size <= budget ? 'ok' : `${size - budget} ${unit} over`;
    return [`  ${name.padEnd(27)} ${write(size)} of ${write(budget)}  ${verdict}`];
  });
  const kept = Object.entries(BUDGETS).every(
    ([name, budget]) => (sizes[name as Budgeted] ?? 0) <= budget,
  );
  return { table: ['Sizes, gzipped:', ...rows].join('\n'), kept };
}

const count = (requests: number): string => `${requests}   `.padStart(8);

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(5)} KB`;
}
