// The connection under any events, in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayMs, type Strategy } from '../../../../src/client/connection/backoff.ts';
import {
  ATTEMPTS_BEFORE_OFFLINE,
  type ConnectionEvent,
  type ConnectionState,
  type Effect,
  next,
  STEADY_MS,
  TOKEN_MS,
  WELCOME_MS,
} from '../../../../src/client/connection/connection-state.ts';
import { propertyRuns } from '../property-runs.ts';

/** The longest wait before each attempt until the offline state, in seconds. */
const LONGEST = {
  exponential: [1, 2, 4, 8, 16, 30, 30, 30, 30, 30],
  linear: [5, 10, 15, 20, 25, 30, 35, 40, 45, 50],
  fixed: [3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
  immediate: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
};
const OFFLINE_MS = 60_000;

const reason = fc.record(
  {
    code: fc.constantFrom('unreachable', 'overloaded'),
    message: fc.constant('No.'),
    retryAfterMs: fc.integer({ min: 0, max: 90_000 }),
  },
  { requiredKeys: ['code', 'message'] },
);
const retry = fc.constantFrom('now', 'later', 'later', 'later', 'renew');
const transport = fc.constantFrom('websocket', 'events', 'polling');
const withinMs = fc.integer({ min: WELCOME_MS, max: 60_000 });
const lost = fc.record({ on: fc.constant('lost'), retry, reason });
const refused = fc.record({ on: fc.constant('lost'), retry: fc.constant('never'), reason });
const named = <const N extends string>(...names: N[]) =>
  fc.record({ on: fc.constantFrom(...names) });

const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ on: fc.constant('dialed'), transport, withinMs }) },
  { weight: 2, arbitrary: fc.record({ on: fc.constant('heard'), withinMs }) },
  { weight: 8, arbitrary: named('welcome', 'live') },
  { weight: 9, arbitrary: lost },
  { weight: 6, arbitrary: fc.record({ on: fc.constant('due'), hidden: fc.boolean() }) },
  { weight: 4, arbitrary: named('wake', 'fallback', 'silence') },
  { weight: 2, arbitrary: named('start') },
  { weight: 1, arbitrary: fc.oneof(refused, named('restart', 'stop')) },
);
// Now and then the clock is set back, or forward.
const afterMs = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 0, max: 2000 }) },
  { weight: 1, arbitrary: fc.constantFrom(-3_600_000, 3_600_000) },
);
const happening = fc.record({ event, afterMs });
type Happening = { readonly event: ConnectionEvent; readonly afterMs: number };

const strategy = fc.constantFrom(...(Object.keys(LONGEST) as (keyof typeof LONGEST)[]));
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });

/** Performs the actions that `next` returns, as its only user does: one transport at a time. */
class Machine {
  state: ConnectionState = { at: 'idle' };
  now = 1_000_000;
  /** Whether a token is being requested, or a socket exists. */
  out = false;
  effects: readonly Effect[] = [];
  /** The wait that was drawn for the next attempt, if any. */
  drawn: number | null = null;
  readonly #delay: (attempt: number) => number;

  constructor(delay: (attempt: number) => number) {
    this.#delay = delay;
  }

  /** The same moment with every wait equal to one second. */
  fork(): Machine {
    const { state, now, out } = this;
    return Object.assign(new Machine(() => 1000), { state, now, out });
  }

  take(event: ConnectionEvent): void {
    if (event.on === 'lost') this.out = false;
    this.drawn = null;
    const delay = (attempt: number) => {
      this.drawn = this.#delay(attempt);
      return this.drawn;
    };
    [this.state, this.effects] = next(this.state, event, this.now, delay);
    for (const effect of this.effects) {
      if (effect === 'cut') this.out = false;
      if (effect !== 'dial') continue;
      expect(this.out, 'a second socket').toBe(false);
      this.out = true;
    }
  }

  /** The next event when all goes well. */
  hope(): void {
    const { state } = this;
    if (state.at === 'waiting' || state.at === 'offline') this.now = state.until;
    const hopes: Record<ConnectionState['at'], ConnectionEvent> = {
      ...{ idle: { on: 'start' }, closed: { on: 'start' }, refused: { on: 'start' } },
      connecting: { on: 'dialed', transport: 'events' },
      ...{ syncing: { on: 'live' }, live: { on: 'live' } },
      ...{ waiting: { on: 'due', hidden: false }, offline: { on: 'due', hidden: false } },
    };
    this.take(
      'transport' in state && state.at === 'connecting' ? { on: 'welcome' } : hopes[state.at],
    );
  }
}

type Nature = { readonly strategy: keyof typeof LONGEST; readonly online: number };

function live({ strategy, online }: Nature, plan: readonly Happening[], shares: number[]): void {
  let drawn = 0;
  const share = () => shares[drawn++ % shares.length] ?? 0;
  const machine = new Machine((attempt) => delayMs(strategy, attempt, share(), online));
  for (const { event, afterMs } of plan) {
    machine.now += afterMs;
    // Without a transport, none is lost.
    if (event.on === 'lost' && !machine.out) continue;
    const before = machine.state;
    machine.take(event);
    isRight(machine, before, event);
    if (fails(before, event)) waits(machine, event, { strategy, online });
    leadsOn(machine);
    reachesLive(machine);
  }
}

function isRight(
  { state, now, out, effects }: Machine,
  before: ConnectionState,
  event: ConnectionEvent,
): void {
  const up = state.at === 'connecting' || state.at === 'syncing' || state.at === 'live';
  expect(out, `a transport while ${state.at}`).toBe(up);
  if (state === before) return;
  const saysNever = event.on === 'lost' && event.retry === 'never';
  expect(state.at === 'refused').toBe(saysNever);
  expect(state.at === 'closed').toBe(event.on === 'stop');
  expect(effects.includes('renew')).toBe(event.on === 'lost' && event.retry === 'renew');
  if ('until' in state) expect(state.until).toBeGreaterThanOrEqual(now);
  if (state.at === 'connecting')
    expect(state.until - now).toBe(state.transport ? withinOf(event) : TOKEN_MS);
  if (state.at === 'offline') expect(state.until - now).toBe(OFFLINE_MS);
  if (state.at === 'offline') expect(state.attempt).toBeGreaterThan(ATTEMPTS_BEFORE_OFFLINE);
  if (state.at === 'waiting') expect(state.attempt).toBeLessThanOrEqual(ATTEMPTS_BEFORE_OFFLINE);
  if ('attempt' in state) expect(state.attempt).toBe(attemptAfter(before, event, now));
}

/** A transport's deadline, by how it was opened or the last frame received. */
const withinOf = (event: ConnectionEvent): number =>
  'withinMs' in event ? (event.withinMs ?? WELCOME_MS) : Number.NaN;

/** A failure adds one to the count, which a stable connection or a new start resets. */
function attemptAfter(before: ConnectionState, event: ConnectionEvent, now: number): number {
  if (event.on === 'start' || event.on === 'restart' || !('attempt' in before)) return 0;
  const held = before.at === 'live' && Math.abs(now - before.since) >= STEADY_MS;
  if (!fails(before, event)) return before.attempt;
  return held ? 1 : before.attempt + 1;
}

/** Whether an attempt or a connection ends with it. */
function fails(before: ConnectionState, { on }: ConnectionEvent): boolean {
  const up = before.at === 'connecting' || before.at === 'syncing' || before.at === 'live';
  return up && (on === 'lost' || on === 'silence' || (on === 'due' && before.at === 'connecting'));
}

/** At least as long as the room asks; otherwise as drawn, within the strategy's bounds. */
function waits({ state, now, drawn }: Machine, event: ConnectionEvent, nature: Nature): void {
  if (state.at !== 'waiting' && state.at !== 'connecting') return;
  const { attempt } = state;
  const asked = event.on === 'lost' ? (event.reason.retryAfterMs ?? 0) : 0;
  // "Now" and "renew" apply to one attempt: a room that repeats them is not hammered.
  const atOnce = event.on === 'lost' && event.retry !== 'later' && attempt === 1;
  const wait = state.at === 'waiting' ? state.until - now : 0;
  expect(wait).toBe(Math.max(asked, atOnce ? 0 : (drawn ?? Number.NaN)));
  const crowd = attempt === 1 && nature.online > 400 ? Math.min(nature.online / 400, 30) : 0;
  const most = Math.max(LONGEST[nature.strategy][attempt - 1] ?? 0, crowd) * 1000;
  expect(drawn ?? 0).toBeLessThanOrEqual(Math.round(most));
}

/** If no external event is due, time alone advances the state. */
function leadsOn(machine: Machine): void {
  if (!('until' in machine.state)) return;
  for (const hidden of [true, false]) {
    const later = machine.fork();
    later.now = Math.max(later.now, machine.state.until);
    later.take({ on: 'due', hidden });
    const { state } = later;
    expect(state).not.toEqual(machine.state);
    if ('until' in state) expect(state.until).toBeGreaterThan(later.now);
    if (!hidden) expect(later.out, `an attempt or a wait`).toBe(machine.state.at !== 'connecting');
  }
}

/** A working network reconnects it by its own `until`, and a silent connection is given up. */
function reachesLive(machine: Machine): void {
  const hoping = machine.fork();
  for (let steps = 0; steps < 4 && hoping.state.at !== 'live'; steps++) hoping.hope();
  expect(hoping.state.at, `from ${machine.state.at}`).toBe('live');
  if (!machine.out) return;
  const silent = machine.fork();
  silent.take({ on: 'silence' });
  expect([silent.out, 'until' in silent.state]).toEqual([false, true]);
}

describe('a connection', () => {
  it('whatever happens, is never stuck, never has two sockets, and follows its strategy', () => {
    const nature = fc.record({ strategy, online: fc.nat(10_000) });
    const plan = fc.array(happening, { maxLength: 80, size: 'max' });
    fc.assert(fc.property(nature, plan, shares, live), propertyRuns(500));
  }, 60_000);

  it('follows its strategy through repeated failures, then reports offline and continues', () => {
    const own = fc.integer({ min: 0, max: 9000 }).map((ms) => (attempt: number) => ms * attempt);
    const any: fc.Arbitrary<Strategy> = fc.oneof(strategy, own);
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 30 }), (chosen, failures) => {
        const machine = new Machine((attempt) => delayMs(chosen, attempt, 1));
        machine.take({ on: 'start' });
        for (let attempt = 1; attempt <= failures; attempt++) {
          const began = machine.now;
          const reason = { code: 'unreachable', message: 'No.' };
          machine.take({ on: 'lost', retry: 'later', reason });
          const at = machine.state.at;
          const most =
            typeof chosen === 'string'
              ? (LONGEST[chosen][attempt - 1] ?? 0) * 1000
              : chosen(attempt, 0);
          if (at !== 'connecting') machine.hope();
          const wait = attempt <= ATTEMPTS_BEFORE_OFFLINE ? most : OFFLINE_MS;
          expect(machine.now - began).toBe(wait);
          expect(at === 'offline').toBe(attempt > ATTEMPTS_BEFORE_OFFLINE);
          expect(machine.state).toMatchObject({ at: 'connecting', attempt });
        }
      }),
      propertyRuns(200),
    );
  }, 60_000);
});
