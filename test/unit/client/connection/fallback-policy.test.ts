import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterProbe,
  afterWelcome,
  type FallbackState,
  FIRST_PROBE_MS,
  initialFallback,
  isFallingBack,
  MAX_FAILURES,
  type Transport,
} from '../../../../src/client/connection/fallback-policy.ts';

const NOW = 1000;
const TRANSPORTS: readonly Transport[] = ['websocket', 'events', 'polling'];
const transportOf = ({ transports, at }: FallbackState) => transports[at];

/** Fails until an attempt over `open`, or until the wait starts. @returns the transports tried. */
function tries(
  fallback: FallbackState,
  open: readonly Transport[],
): { tried: Transport[]; after: FallbackState } {
  const tried: Transport[] = [];
  let after = fallback;
  for (;;) {
    const transport = transportOf(after) as Transport;
    tried.push(transport);
    if (open.includes(transport)) return { tried, after: afterWelcome(after, NOW, 1) };
    after = afterFailure(after);
    if (!isFallingBack(after)) return { tried, after };
  }
}

describe('the fallback', () => {
  it('starts with the WebSocket, or with the transport that this tab remembers', () => {
    expect(transportOf(initialFallback())).toBe('websocket');
    expect(transportOf(initialFallback('polling'))).toBe('polling');
    expect(transportOf(initialFallback('pigeons'))).toBe('websocket');
  });

  it('falls back after the first failure while no transport has worked', () => {
    expect(tries(initialFallback(), ['events']).tried).toEqual(['websocket', 'events']);
    expect(tries(initialFallback(), ['polling']).tried).toEqual([...TRANSPORTS]);
  });

  it('leaves a transport that has worked only after three failures', () => {
    let fallback = afterWelcome(initialFallback(), NOW, 1);
    for (let i = 1; i < MAX_FAILURES; i++) {
      fallback = afterFailure(fallback);
      expect([transportOf(fallback), isFallingBack(fallback)]).toEqual(['websocket', false]);
    }
    expect(tries(fallback, ['events']).tried).toEqual(['websocket', 'events']);
  });

  it('keeps its transport when the server is down, so that everyone returns to it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TRANSPORTS),
        fc.integer({ min: 1, max: 30 }),
        (home, attempts) => {
          let fallback = afterWelcome(initialFallback(home), NOW, 1);
          for (let i = 0; i < attempts; i++) fallback = tries(fallback, []).after;
          expect(transportOf(fallback)).toBe(home);
          expect(transportOf(tries(fallback, TRANSPORTS).after)).toBe(home);
        },
      ),
    );
  });

  it('finds any working transport from any other within three attempts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TRANSPORTS), fc.constantFrom(...TRANSPORTS), (home, open) => {
        let fallback = afterWelcome(initialFallback(home), NOW, 1);
        for (let i = 0; i < MAX_FAILURES; i++) fallback = tries(fallback, [open]).after;
        expect(transportOf(fallback)).toBe(open);
      }),
    );
  });

  it('probes better transports within seconds, then less and less often, and never from the best', () => {
    const low = tries(initialFallback(), ['events']).after;
    expect(low.probeAt).toBe(NOW + FIRST_PROBE_MS);
    const later = afterProbe(low, null, NOW + FIRST_PROBE_MS, 1);
    expect(later.probeAt).toBe(NOW + 3 * FIRST_PROBE_MS);
    // Reconnecting over the same transport is no reason to probe sooner.
    expect(afterWelcome(later, NOW + FIRST_PROBE_MS + 1, 1).probeAt).toBe(later.probeAt);
    let last = later;
    for (let i = 0; i < 20; i++) last = afterProbe(last, null, 0, 1);
    expect(last.probeAt).toBe(3_600_000);
    expect(afterWelcome(afterProbe(last, 0, 0, 1), 0, 1).probeAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('probes at a random moment, not when everyone does', () => {
    const { after } = tries(initialFallback(), ['events']);
    expect(afterProbe(after, null, NOW, 0).probeAt).toBe(NOW + FIRST_PROBE_MS);
    expect(afterProbe(after, null, NOW, 0.5).probeAt).toBe(NOW + 1.5 * FIRST_PROBE_MS);
  });

  it('returns when the better transport breaks, and waits longer before the next probe', () => {
    const low = tries(initialFallback(), ['events']).after;
    const up = afterProbe(low, 0, NOW, 1);
    expect(transportOf(up)).toBe('websocket');
    const back = tries(up, ['events']);
    expect(transportOf(back.after)).toBe('events');
    expect(afterWelcome(back.after, NOW + 1, 1).probeAt).toBe(NOW + 2 * FIRST_PROBE_MS);
  });

  it('with one transport keeps it', () => {
    const one = afterWelcome(initialFallback(null, ['polling']), NOW, 1);
    for (let fallback = one, i = 0; i < 10; i++) {
      fallback = afterFailure(fallback);
      expect([transportOf(fallback), isFallingBack(fallback)]).toEqual(['polling', false]);
    }
  });
});
