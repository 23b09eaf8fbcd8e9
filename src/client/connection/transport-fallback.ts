// Walks the ladder: which class opens the next socket, and whether a better one would do by now.
// It is loaded behind the first connection.
import type { Environment } from '../core/environment.ts';
import type { Result } from '../core/result.ts';
import { inTime } from '../core/with-timeout.ts';
import { type LinkEvent, WELCOME_MS } from './connection-state.ts';
import {
  broke,
  held,
  type Ladder,
  looked,
  newLadder,
  type Rung,
  triesNext,
} from './fallback-policy.ts';
import type { Address } from './reconnecting-socket.ts';

type StairsWorld = {
  readonly environment: Environment;
  readonly address: () => Promise<Result<Address>>;
};

export class Stairs {
  readonly #world: StairsWorld;
  readonly #moved: () => void;
  #ladder: Ladder;
  /** Counts looks, so that one that took long knows when it is of the past. */
  #turn = 0;
  #cancel = () => {};

  /** @param moved called when a better rung works: connect anew. */
  constructor(world: StairsWorld, moved: () => void) {
    this.#world = world;
    this.#moved = moved;
    const { rungs, rungStore } = world.environment;
    this.#ladder = newLadder(rungStore?.load(), rungs);
  }

  /** The rung that the next socket is of. */
  get rung(): Rung {
    return this.#ladder.rungs[this.#ladder.at] ?? 'websocket';
  }

  /** @returns the class of the next socket, `null` where it cannot be loaded in time. */
  socket(): Promise<typeof WebSocket | null> {
    const { environment } = this.#world;
    return inTime(transportOf(this.rung, environment), environment.clock);
  }

  /**
   * Hears how the try of a rung ended.
   * @returns what the link is to hear: that the same try goes on with another rung, or the event.
   */
  judge(event: LinkEvent): LinkEvent {
    const { clock, random, rungStore } = this.#world.environment;
    if (event.on === 'welcome') {
      this.#ladder = held(this.#ladder, clock.now(), random());
      rungStore?.save(this.rung);
      this.#wait();
    } else if (isBroken(event)) {
      this.#ladder = broke(this.#ladder);
      if (triesNext(this.#ladder)) return { on: 'step' };
    }
    return event;
  }

  /** Looks no more, until the next welcome. */
  rest(): void {
    this.#turn++;
    this.#cancel();
  }

  /** Looks for a better rung beside the one in use: nobody waits for it. */
  async climb(): Promise<void> {
    if (this.#ladder.at === 0) return;
    this.rest();
    const turn = this.#turn;
    const address = await this.#world.address();
    const above = address.ok ? await this.#above(address.value) : null;
    if (turn !== this.#turn) return;
    const { clock, random } = this.#world.environment;
    this.#ladder = looked(this.#ladder, above, clock.now(), random());
    if (above === null) this.#wait();
    else this.#moved();
  }

  #wait(): void {
    const { clock } = this.#world.environment;
    const { climbAt } = this.#ladder;
    this.rest();
    if (climbAt < Number.POSITIVE_INFINITY)
      this.#cancel = clock.after(Math.max(0, climbAt - clock.now()), () => void this.climb());
  }

  async #above({ url, protocols }: Address): Promise<number | null> {
    const { environment } = this.#world;
    const { rungs, at } = this.#ladder;
    for (const [place, rung] of rungs.slice(0, at).entries()) {
      const Socket = await transportOf(rung, environment);
      if (Socket && (await isUp(() => new Socket(url, protocols), environment))) return place;
    }
    return null;
  }
}

/** A server that refuses was reached: the way to it is free. */
const isBroken = (event: LinkEvent): boolean =>
  event.on === 'due' || (event.on === 'lost' && event.reason.code === 'unreachable');

async function transportOf(rung: Rung, environment: Environment): Promise<typeof WebSocket | null> {
  try {
    if (rung === 'events') return (await import('../transports/events.ts')).eventsIn(environment);
    if (rung === 'polling')
      return (await import('../transports/polling.ts')).pollingIn(environment);
    return environment.WebSocket;
  } catch {
    return null;
  }
}

/** A rung is up when it brings the room's first words. */
function isUp(open: () => WebSocket, { clock }: Environment): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const socket = open();
    const end = (up: boolean) => {
      cancel();
      resolve(up);
      socket.close();
    };
    const cancel = clock.after(WELCOME_MS, () => end(false));
    socket.addEventListener('message', () => end(true), { once: true });
    for (const type of ['close', 'error'])
      socket.addEventListener(type, () => end(false), { once: true });
    // A page's policy may forbid one: then the constructor throws.
  }).catch(() => false);
}
