import fc from 'fast-check';
import { expect, it } from 'vitest';
import { steadyClock } from '../../../../src/room/connections/steady-clock.ts';

it('a steady clock keeps going when the system clock is set back, and never runs backwards', () => {
  let system = 1_000_000;
  const now = steadyClock(() => system);
  const began = now();
  system -= 3_600_000;
  expect(now()).toBe(began);
  system += 5000;
  expect(now()).toBe(began + 5000);
});

it('a steady clock measures exactly the elapsed time, however the system clock is changed', () => {
  const step = fc.record({ jump: fc.integer({ min: -1e9, max: 0 }), passed: fc.nat(1e6) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let system = 1e12;
      const now = steadyClock(() => system);
      let [last, passed] = [now(), 0];
      const began = last;
      for (const { jump, passed: ms } of steps) {
        system += jump;
        expect(now()).toBeGreaterThanOrEqual(last);
        system += ms;
        passed += ms;
        last = now();
        expect(last).toBe(began + passed);
      }
    }),
  );
});
