import { setTimeout as pause } from 'node:timers/promises';
import type { FaultProxy } from './fault-proxy.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Ranges of how long the connection stays up and down, in ms. */
export type FlapTiming = {
  readonly up: readonly [number, number];
  readonly down: readonly [number, number];
};

const LOOK_AGAIN_MS = 25;
/** After this long without a frame, no cut within a frame is possible. */
const QUIET_MS = 1000;

/**
 * Breaks a connection repeatedly until `ending` is aborted, either between two frames or within
 * one. Leaves it working.
 * @param on called after each break, and after each restoration.
 */
export async function flapConnection(
  line: FaultProxy,
  random: SeededRandom,
  { up, down }: FlapTiming,
  ending: AbortSignal,
  on: { readonly cut: () => void; readonly back: () => void },
): Promise<void> {
  while (!ending.aborted) {
    await pause(random.between(...up));
    const way = random.next() < 0.5 ? 'up' : 'down';
    const after = random.between(1, 400);
    if (random.next() < 0.5) {
      line.followNow({ does: 'cut', way, after });
      const { cuts } = line;
      for (let ms = 0; ms < QUIET_MS && line.cuts === cuts; ms += LOOK_AGAIN_MS)
        await pause(LOOK_AGAIN_MS);
    }
    on.cut();
    line.follow({ does: 'refuse' });
    await pause(random.between(...down));
    line.follow({ does: 'pass' });
    on.back();
  }
}
