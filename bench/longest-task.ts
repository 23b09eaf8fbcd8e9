// The longest task of a page's main thread, from Chromium's trace.
import type { CDPSession } from '@playwright/test';

type TraceEvent = {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  /** Its CPU time. On a busy machine, `dur` also includes time spent waiting for a core. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string; readonly data?: Readonly<Record<string, unknown>> };
};

/** The CPU time of a task in ms, and a summary of its longest parts. */
export type Task = { readonly ms: number; readonly parts: string };

/**
 * Traces a page while `run` is running.
 * @param counted whether tasks that evaluate a script count.
 * @returns the longest task of its main thread during that time.
 */
export async function longestTask(
  devTools: CDPSession,
  run: () => Promise<void>,
  counted: 'all' | 'no evaluation' = 'no evaluation',
): Promise<Task> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  devTools.on('Tracing.dataCollected', collect);
  await devTools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    categories: 'toplevel,devtools.timeline,disabled-by-default-devtools.timeline',
  });
  try {
    await run();
  } finally {
    const complete = new Promise((done) => devTools.once('Tracing.tracingComplete', done));
    await devTools.send('Tracing.end');
    await complete;
    devTools.off('Tracing.dataCollected', collect);
  }
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const own = events.filter(({ pid, tid }) => mains.has(`${pid} ${tid}`));
  const tasks = own.filter(({ name }) => name.endsWith('RunTask'));
  const evaluations =
    counted === 'all' ? [] : own.filter(({ name }) => name === 'v8.evaluateModule');
  const longest = tasks
    .filter((task) => !evaluations.some(({ ts }) => ts >= task.ts && ts < endOf(task)))
    .toSorted((a, b) => timeOf(b) - timeOf(a))[0];
  if (!longest) return { ms: 0, parts: '' };
  return { ms: timeOf(longest) / 1000, parts: partsOf(longest, own) };
}

const timeOf = ({ tdur, dur = 0 }: TraceEvent): number => tdur ?? dur;

const endOf = ({ ts, dur = 0 }: TraceEvent): number => ts + dur;

/** Summarizes what a task spent its time on: style, layout, and scripts by function. */
function partsOf(task: TraceEvent, events: readonly TraceEvent[]): string {
  const sums = new Map<string, number>();
  for (const event of events) {
    if (event.pid !== task.pid || event.tid !== task.tid || event.name.endsWith('RunTask'))
      continue;
    if (event.ts < task.ts || event.ts >= endOf(task)) continue;
    sums.set(event.name, (sums.get(event.name) ?? 0) + timeOf(event) / 1000);
  }
  return [...sums]
    .filter(([, ms]) => ms >= 2)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 6)
    .map(([name, ms]) => `${name} ${ms.toFixed(0)}`)
    .join(', ');
}
