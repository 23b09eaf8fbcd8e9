import type { Outcome } from './generator.ts';

/** The result of one peer in one round of a scenario. */
export type Measurement = {
  readonly scenario: string;
  readonly peer: string;
  readonly round: number;
  /** Deliveries per second that the load requires; absent in a closed loop. */
  readonly offered?: number;
  /** `null` if the run failed. */
  readonly outcome: Outcome | null;
};

type Succeeded = Measurement & { readonly outcome: Outcome };

/** The result of one peer in one scenario: medians of all rounds. */
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
  /** Relative to `bare` in the same round. */
  readonly speedRatio: number;
  readonly cpuRatio: number;
  readonly p50Ratio: number;
  /** Memory of the server per connection, in bytes; NaN if it was not measured. */
  readonly memory: number;
  readonly memoryRatio: number;
  /** Spread of the rounds: half the range of the CPU time per delivery, relative to it. */
  readonly noise: number;
  /** Cores used by the generator and by everything else on the machine. */
  readonly generatorCores: number;
  readonly otherCores: number;
  /**
   * Deliveries that did not arrive in time, in all rounds. If there are any, the row is not valid.
   */
  readonly lost: number;
};

const BASE = 'bare';

const perSecond = ({ deliveries, seconds }: Outcome) => deliveries / seconds;
const cpu = ({ server, deliveries }: Outcome) => server / deliveries;

/** @returns one row for each scenario and peer. */
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
