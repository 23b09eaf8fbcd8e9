// Notices a connection that died without saying so. Knows neither socket nor link.
import { PING_MS } from '../../protocol/limits.ts';
import type { Clock } from '../core/environment.ts';

/** A line that answers nothing for this long after a ping is dead. */
export const ANSWER_MS = 10_000;

export type Pulse = {
  readonly start: () => void;
  /** Something arrived. Only a pong arms the next ping: a hidden tab's throttled timers then can't pile pings up. */
  readonly heard: (isPong: boolean) => void;
  /** Asks at once, because much may have happened unseen. */
  readonly probe: () => void;
  readonly stop: () => void;
};

/** Watches one connection after another: pings it, and calls `dead` when no answer comes, in `answerMs` where the line is that slow. */
export function makePulse(
  clock: Clock,
  on: { ping: () => void; dead: () => void; answerMs?: () => number },
): Pulse {
  let state: 'off' | 'resting' | 'asking' = 'off';
  let cancel = () => {};

  function enter(next: typeof state, ms = 0, then?: () => void): void {
    cancel();
    state = next;
    cancel = then ? clock.after(ms, then) : () => {};
  }
  const rest = () => enter('resting', PING_MS, ask);
  const awaitAnswer = () =>
    enter('asking', Math.max(ANSWER_MS, on.answerMs?.() ?? 0), () => {
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
      // Other frames prove life too: behind a long replay the pong comes late.
      if (isPong) rest();
      else awaitAnswer();
    },
    probe() {
      if (state === 'resting') ask();
    },
    stop: () => enter('off'),
  };
}
