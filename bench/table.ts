import type { Row } from './results.ts';

/** Above this share of a core, the generator may itself be the bottleneck. */
const GENERATOR_BOUND = 0.9;
/** Below this share of the required deliveries, a peer falls behind. */
const KEEPS_UP = 0.97;
/** Cores that other work on the machine may use before the result counts as noisy. */
const OTHERS_BOUND = 0.35;

const COLUMNS: readonly [title: string, of: (row: Row) => string][] = [
  ['peer', ({ peer }) => peer],
  ['deliveries/s', ({ perSecond }) => Math.round(perSecond).toLocaleString('en')],
  ['× bare', ({ speedRatio }) => rounded(speedRatio)],
  [
    'server µs each',
    ({ serverUsPerDelivery, noise }) => {
      return `${rounded(serverUsPerDelivery)} ±${Math.round(noise * 100)}%`;
    },
  ],
  ['× bare', ({ cpuRatio }) => rounded(cpuRatio)],
  ['per frame', ({ perFrame }) => rounded(perFrame)],
  ['p50 ms', ({ p50 }) => rounded(p50)],
  ['p99 ms', ({ p99 }) => rounded(p99)],
  ['p50 × bare', ({ p50Ratio }) => rounded(p50Ratio)],
  ['KB each', ({ memory }) => (Number.isNaN(memory) ? '' : rounded(memory / 1000))],
  ['× bare', ({ memoryRatio }) => (Number.isNaN(memoryRatio) ? '' : rounded(memoryRatio))],
  ['', remark],
];

/** @returns the results as Markdown, with one table per scenario. */
export function tables(rows: readonly Row[]): string {
  return [...Map.groupBy(rows, ({ scenario }) => scenario)]
    .map(([scenario, group]) => `**${scenario}**\n\n${table(group)}\n`)
    .join('\n');
}

function table(rows: readonly Row[]): string {
  // Omits columns that are empty in this scenario.
  const columns = COLUMNS.filter(([, of]) => rows.some((row) => of(row) !== ''));
  const cells = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, of]) => of(row))),
  ];
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((line) => line[at]?.length ?? 0)));
  const [head = '', ...body] = cells.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}

function remark(row: Row): string {
  const { lost, failures, rounds, offered = 0, perSecond, generatorCores, otherCores } = row;
  return [
    failures > 0 ? `NOT VALID: failed in ${failures} of ${rounds} rounds` : '',
    lost > 0 ? `NOT VALID: ${lost.toLocaleString('en')} not delivered in time` : '',
    perSecond < KEEPS_UP * offered ? 'falls behind: its queue grows' : '',
    generatorCores > GENERATOR_BOUND ? 'bound by the generator' : '',
    otherCores > OTHERS_BOUND ? `others took ${rounded(otherCores)} cores` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

const rounded = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
