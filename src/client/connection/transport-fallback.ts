// Runs fallback-policy.ts: provides the class of the next socket, and probes for a better transport.
// Loaded after the first attempt to connect.
import type { Environment } from '../core/environment.ts';
import type { Result } from '../core/result.ts';
import { withTimeout } from '../core/with-timeout.ts';
import { type ConnectionEvent, WELCOME_MS } from './connection-state.ts';
import {
  afterFailure,
  afterProbe,
  afterWelcome,
  type FallbackState,
  initialFallback,
  isFallingBack,
  type Transport,
} from './fallback-policy.ts';
import type { Address } from './reconnecting-socket.ts';

type FallbackDeps = {
  readonly environment: Environment;
  readonly address: () => Promise<Result<Address>>;
};

export class TransportFallback {
  readonly #deps: FallbackDeps;
  readonly #upgraded: () => void;
  #fallback: FallbackState;
  /** The latest probe; an older one that ends later is ignored. */
  #probeId = 0;
  #cancel = () => {};

  /** @param upgraded called when a better transport works, to reconnect. */
  constructor(deps: FallbackDeps, upgraded: () => void) {
    this.#deps = deps;
    this.#upgraded = upgraded;
    const { transports, transportStore } = deps.environment;
    this.#fallback = initialFallback(transportStore?.load(), transports);
  }

  /** The transport of the next socket. */
  get transport(): Transport {
    return this.#fallback.transports[this.#fallback.at] ?? 'websocket';
  }

  /** @returns the class of the next socket, or `null` if it cannot be loaded in time. */
  socket(): Promise<typeof WebSocket | null> {
    const { environment } = this.#deps;
    return withTimeout(transportOf(this.transport, environment), environment.clock);
  }

  /**
   * Takes the outcome of an attempt.
   * @returns `fallback` if the same attempt continues with another transport, otherwise the event.
   */
  handle(event: ConnectionEvent): ConnectionEvent {
    const { clock, random, transportStore } = this.#deps.environment;
    if (event.on === 'welcome') {
      this.#fallback = afterWelcome(this.#fallback, clock.now(), random());
      transportStore?.save(this.transport);
      this.#scheduleProbe();
    } else if (isFailure(event)) {
      this.#fallback = afterFailure(this.#fallback);
      if (isFallingBack(this.#fallback)) return { on: 'fallback' };
    }
    return event;
  }

  /** Stops probing until the next welcome. */
  stop(): void {
    this.#probeId++;
    this.#cancel();
  }

  /** Probes for a better transport while the current one stays in use. */
  async probe(): Promise<void> {
    if (this.#fallback.at === 0) return;
    this.stop();
    const probeId = this.#probeId;
    const address = await this.#deps.address();
    const better = address.ok ? await this.#findBetter(address.value) : null;
    if (probeId !== this.#probeId) return;
    const { clock, random } = this.#deps.environment;
    this.#fallback = afterProbe(this.#fallback, better, clock.now(), random());
    if (better === null) this.#scheduleProbe();
    else this.#upgraded();
  }

  #scheduleProbe(): void {
    const { clock } = this.#deps.environment;
    const { probeAt } = this.#fallback;
    this.stop();
    if (probeAt < Infinity)
      this.#cancel = clock.after(Math.max(0, probeAt - clock.now()), () => void this.probe());
  }

  async #findBetter({ url, protocols }: Address): Promise<number | null> {
    const { environment } = this.#deps;
    const { transports, at } = this.#fallback;
    for (const [place, transport] of transports.slice(0, at).entries()) {
      const Socket = await transportOf(transport, environment);
      if (Socket && (await isReachable(() => new Socket(url, protocols), environment)))
        return place;
    }
    return null;
  }
}

/** A server that refuses has been reached, so the transport works. */
const isFailure = (event: ConnectionEvent): boolean =>
  event.on === 'due' || (event.on === 'lost' && event.reason.code === 'unreachable');

async function transportOf(
  transport: Transport,
  environment: Environment,
): Promise<typeof WebSocket | null> {
  try {
    if (transport === 'events')
      return (await import('../transports/events.ts')).eventsTransport(environment);
    if (transport === 'polling')
      return (await import('../transports/polling.ts')).pollingTransport(environment);
    return environment.WebSocket;
  } catch {
    return null;
  }
}

/** A transport works if the room's first message arrives. */
function isReachable(open: () => WebSocket, { clock }: Environment): Promise<boolean> {
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
    // The constructor throws if the page's content security policy forbids it.
  }).catch(() => false);
}
