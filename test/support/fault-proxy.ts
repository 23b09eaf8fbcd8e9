import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Fault, FaultPipe } from './fault-pipe.ts';

/** One connection through the proxy: its two ends and its two directions. */
type Connection = { readonly ends: readonly Socket[]; readonly ways: readonly FaultPipe[] };

/** A proxy to a server with the faults of a network, chosen by the test. */
export class FaultProxy {
  /** The times of all connection attempts, including failed ones. */
  readonly arrivals: number[] = [];
  /** How many connections it broke itself, in the middle of a transfer. */
  cuts = 0;
  /** When bytes last reached a client. */
  heardAt = 0;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #fault: Fault = { does: 'pass' };
  #port = 0;

  /** @param origin where the proxy leads. */
  static async to(origin: string): Promise<FaultProxy> {
    const line = new FaultProxy(new URL(origin));
    await line.#listen();
    return line;
  }

  private constructor({ hostname, port }: URL) {
    this.#target = { host: hostname, port: Number(port) };
    this.#server = createServer({ allowHalfOpen: true }, (near) => this.#join(near));
  }

  /** The server's address through this proxy. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** From now on this fault applies to all connections, present and future. */
  follow(fault: Fault): void {
    this.#fault = fault;
    this.followNow(fault);
  }

  /** The same for the present connections only; later ones keep the previous fault. */
  followNow(fault: Fault): void {
    if (fault.does === 'refuse') this.cut();
    for (const { ways } of this.#connections) for (const way of ways) way.follow(fault);
  }

  /** Closes all connections. */
  cut(): void {
    for (const connection of this.#connections) this.#cut(connection);
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(near: Socket): void {
    this.arrivals.push(Date.now());
    // Not a closed port: another program could take it meanwhile, and this one must return.
    if (this.#fault.does === 'refuse') {
      near.on('error', () => {}).resetAndDestroy();
      return;
    }
    const far = connect({ ...this.#target, allowHalfOpen: true });
    const cut = () => {
      this.cuts += 1;
      this.#cut(connection);
    };
    const heard = () => {
      this.heardAt = Date.now();
    };
    const connection: Connection = {
      ends: [near, far],
      ways: [
        new FaultPipe(near, far, 'up', { cut, passed: () => {} }),
        new FaultPipe(far, near, 'down', { cut, passed: heard }),
      ],
    };
    this.#connections.add(connection);
    for (const end of connection.ends)
      end.setNoDelay().on('close', () => {
        if (connection.ends.every(({ destroyed }) => destroyed))
          this.#connections.delete(connection);
      });
    for (const way of connection.ways) way.follow(this.#fault);
  }

  #cut({ ends }: Connection): void {
    for (const end of ends) if (!end.destroyed) end.resetAndDestroy();
  }

  #listen(): Promise<void> {
    return new Promise((ready, failed) => {
      this.#server.once('error', failed).listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        if (address === null || typeof address === 'string') return failed(new Error('no port'));
        this.#port = address.port;
        ready();
      });
    });
  }
}
