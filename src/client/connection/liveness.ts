// Detects dead connections with pings. It has no socket of its own.
import { PING_MS } from '../../protocol/limits.ts';
import type { Clock } from '../core/environment.ts';

/** A connection that sends nothing for this long after a ping is dead. */
export const PONG_TIMEOUT_MS = 10_000;

export type LivenessMonitor = {
  readonly start: () => void;
  /** Data arrived. Only a pong schedules the next ping, so throttled timers of hidden tabs cannot pile up pings. */
  readonly heard: (isPong: boolean) => void;
  /** Pings at once, for example after the device slept. */
  readonly probe: () => void;
  readonly stop: () => void;
};

/** Monitors one connection at a time: pings it, and calls `dead` if no answer comes. `answerTimeoutMs` extends the time on slow networks. */
export function monitorLiveness(
  clock: Clock,
  on: { ping: () => void; dead: () => void; answerTimeoutMs?: () => number },
): LivenessMonitor {
  let state: 'off' | 'resting' | 'asking' = 'off';
  let cancel = () => {};

  function enter(next: typeof state, ms = 0, then?: () => void): void {
    cancel();
    state = next;
    cancel = then ? clock.after(ms, then) : () => {};
  }
  const rest = () => enter('resting', PING_MS, ask);
  const awaitAnswer = () =>
    enter('asking', Math.max(PONG_TIMEOUT_MS, on.answerTimeoutMs?.() ?? 0), () => {
      enter('off');
      on.dead();
    });
  function ask(): void {
    awaitAnswer();
    on.ping();
  }

  return {
    start: rest,
    heard(isPong) {
      if (state !== 'asking') return;
      // Any frame proves that it is alive: after a long replay the pong is late.
      if (isPong) rest();
      else awaitAnswer();
    },
    probe() {
      if (state === 'resting') ask();
    },
    stop: () => enter('off'),
  };
}
