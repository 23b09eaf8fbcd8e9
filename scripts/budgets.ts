import { gzipSync } from 'node:zlib';

/** What a visitor loads, gzipped, in bytes; 1 KB is 1000 of them. */
export const BUDGETS = {
  'page, first load': 60_000,
  'widget, before it is wanted': 1500,
  'widget, opened': 30_000,
  'page or widget, when needed': 6000,
  'a part of a language': 2000,
  'emoji, when asked for': 25_000,
  'SDK, by itself': 10_000,
  'SDK, loaded when needed': 6000,
} as const;

export type Budgeted = keyof typeof BUDGETS;

export interface Verdict {
  table: string;
  kept: boolean;
}

export function gzipSize(content: Uint8Array): number {
  return gzipSync(content, { level: 9 }).byteLength;
}

/** Compares what was built with the budgets; a thing that was not built is simply not listed. */
export function judge(sizes: Partial<Record<Budgeted, number>>): Verdict {
  const rows = Object.entries(BUDGETS).flatMap(([name, budget]) => {
    const size = sizes[name as Budgeted];
    if (size === undefined) return [];
    const verdict = size <= budget ? 'ok' : `${size - budget} bytes too much`;
    return [`  ${name.padEnd(27)} ${kilobytes(size)} of ${kilobytes(budget)}  ${verdict}`];
  });
  const kept = Object.entries(BUDGETS).every(
    ([name, budget]) => (sizes[name as Budgeted] ?? 0) <= budget,
  );
  return { table: ['Sizes, gzipped:', ...rows].join('\n'), kept };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(5)} KB`;
}
