import type { Outcome } from './generator.ts';

/** What one peer did in one scenario, once. */
export type Measurement = {
  readonly scenario: string;
  readonly peer: string;
  readonly round: number;
  /** Deliveries a second that there would be if it kept up; none in a closed loop. */
  readonly offered?: number;
  /** `null` where it failed. */
  readonly outcome: Outcome | null;
};

type Succeeded = Measurement & { readonly outcome: Outcome };

/** What one peer does in one scenario: medians of all rounds. */
export type Row = {
  readonly scenario: string;
  readonly peer: string;
  readonly rounds: number;
  readonly failures: number;
  readonly offered?: number;
  readonly perSecond: number;
  readonly serverUsPerDelivery: number;
  readonly perFrame: number;
  readonly p50: number;
  readonly p99: number;
  /** Beside `bare` in the same round. */
  readonly speedRatio: number;
  readonly cpuRatio: number;
  readonly p50Ratio: number;
  /** Memory of the server for each connection, in bytes; NaN where it was not measured. */
  readonly memory: number;
  readonly memoryRatio: number;
  /** How far the rounds lie apart: half the range of the CPU per delivery, as a share of it. */
  readonly noise: number;
  /** Cores that the generator and everything else on the machine took. */
  readonly generatorCores: number;
  readonly otherCores: number;
  /** Deliveries that did not come in time, in all rounds. Where there are any, the row is not valid. */
  readonly lost: number;
};

const BASE = 'bare';

const perSecond = ({ deliveries, seconds }: Outcome) => deliveries / seconds;
const cpu = ({ server, deliveries }: Outcome) => server / deliveries;

/** One row for each scenario and peer. */
export function rowsOf(all: readonly Measurement[]): Row[] {
  const groups = Map.groupBy(all, ({ scenario, peer }) => `${scenario}\n${peer}`);
  const succeeded = all.filter(hasSucceeded);
  return [...groups.values()].map((group) => row(group, succeeded));
}

function row(all: readonly Measurement[], every: readonly Succeeded[]): Row {
  const { scenario = '', peer = '', offered } = all[0] ?? {};
  const group = all.filter(hasSucceeded);
  const middle = (of: (outcome: Outcome) => number) => median(group.map((one) => of(one.outcome)));
  const ratio = (of: (outcome: Outcome) => number) =>
    median(
      group.flatMap((one) =>
        every
          .filter((base) => base.peer === BASE && sameTurn(base, one))
          .map((base) => of(one.outcome) / of(base.outcome)),
      ),
    );
  const spread = group.map(({ outcome }) => cpu(outcome));
  return {
    scenario,
    peer,
    rounds: all.length,
    failures: all.length - group.length,
    ...(offered !== undefined && { offered }),
    perSecond: middle(perSecond),
    serverUsPerDelivery: middle(cpu),
    perFrame: middle(({ deliveries, frames }) => deliveries / frames),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    speedRatio: ratio(perSecond),
    cpuRatio: ratio(cpu),
    p50Ratio: ratio(({ p50 }) => p50),
    memory: middle(({ memory = Number.NaN }) => memory),
    memoryRatio: ratio(({ memory = Number.NaN }) => memory),
    noise: (Math.max(...spread) - Math.min(...spread)) / 2 / median(spread),
    generatorCores: middle(({ generator, seconds }) => generator / seconds / 1e6),
    otherCores: middle(({ others, seconds }) => others / seconds / 1e6),
    lost: group.reduce((sum, { outcome }) => sum + Math.abs(outcome.lost), 0),
  };
}

const hasSucceeded = (one: Measurement): one is Succeeded => one.outcome !== null;

const sameTurn = (a: Measurement, b: Measurement) =>
  a.scenario === b.scenario && a.round === b.round;

export function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}
