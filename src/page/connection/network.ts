// The client's access to the network. The connection panel can intercept it at run time; until then
// everything passes unchanged.
import { STRATEGIES } from '../../client/app/first-load.ts';
import type { ConnectOptions, Environment } from '../../client/index.ts';

export class Network {
  /** Opens each WebSocket. */
  socket = (url: string, protocols: string[]): WebSocket => new WebSocket(url, protocols);
  /** Makes each request. */
  fetch: typeof globalThis.fetch = (input, init) => fetch(input, init);
  strategy: keyof typeof STRATEGIES = 'exponential';
  #socket: WebSocket | null = null;
  #requests = new AbortController();

  /** Options for `connect`. */
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

  /** The open WebSocket, for a monitor that starts late. */
  get openSocket(): WebSocket | null {
    return this.#socket?.readyState === WebSocket.OPEN ? this.#socket : null;
  }

  /** Breaks all connections. */
  cut(): void {
    this.#requests.abort();
    this.#requests = new AbortController();
    // A clean close waits for the other side; a broken connection does not.
    this.#socket?.dispatchEvent(new CloseEvent('close', { code: 1006 }));
    this.#socket?.close();
    this.#socket = null;
  }

  /** Browsers without `AbortSignal.any` do not support the cut. */
  #signal(own: AbortSignal | null | undefined): AbortSignal | null {
    const { signal } = this.#requests;
    return own ? (AbortSignal.any?.([own, signal]) ?? own) : signal;
  }
}
