// What the client reaches the network by, so that the panel for the curious can stand in between and
// step in while the client runs. Until somebody asks for it, everything passes as it is.
import { STRATEGIES } from '../client/app/first-load.ts';
import type { ConnectOptions, Environment } from '../client/index.ts';

export class Outlets {
  /** Opens each WebSocket. */
  socket = (url: string, protocols: string[]): WebSocket => new WebSocket(url, protocols);
  /** Makes each request. */
  fetch: typeof globalThis.fetch = (input, init) => fetch(input, init);
  strategy: keyof typeof STRATEGIES = 'exponential';
  #socket: WebSocket | null = null;
  #requests = new AbortController();

  /** What to hand to `connect`. */
  options(more: Partial<Environment>): Pick<ConnectOptions, 'environment' | 'strategy'> {
    return {
      environment: {
        ...more,
        WebSocket: new Proxy(WebSocket, {
          construct: (_, [url, protocols]) => {
            this.#socket = this.socket(url, protocols);
            return this.#socket;
          },
        }),
        fetch: (input, init) => this.fetch(input, { ...init, signal: this.#signal(init?.signal) }),
      },
      strategy: (...wait) => STRATEGIES[this.strategy](...wait),
    };
  }

  /** The WebSocket that is open now, for who begins to watch late. */
  get openSocket(): WebSocket | null {
    return this.#socket?.readyState === WebSocket.OPEN ? this.#socket : null;
  }

  /** Breaks whatever is connected. */
  cut(): void {
    this.#requests.abort();
    this.#requests = new AbortController();
    // A close of our own takes as long as the other side pleases; a line that breaks doesn't ask.
    this.#socket?.dispatchEvent(new CloseEvent('close', { code: 1006 }));
    this.#socket?.close();
    this.#socket = null;
  }

  /** A browser too old to join signals does without the cut. */
  #signal(own: AbortSignal | null | undefined): AbortSignal | null {
    const { signal } = this.#requests;
    return own ? (AbortSignal.any?.([own, signal]) ?? own) : signal;
  }
}
