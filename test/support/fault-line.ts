import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Fault, FaultPipe } from './fault-pipe.ts';

/** One connection through the line: its two ends and its two ways. */
type Connection = { readonly ends: readonly Socket[]; readonly ways: readonly FaultPipe[] };

/** A line to a server that has a network's faults, whichever is wanted and for as long as it is. */
export class FaultLine {
  /** When anyone tried to connect, through or not. */
  readonly arrivals: number[] = [];
  /** How many connections it broke of itself, in the middle of what was sent. */
  cuts = 0;
  /** When bytes last came down to anyone. */
  heardAt = 0;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #fault: Fault = { does: 'pass' };
  #port = 0;

  /** @param origin where the line leads. */
  static async to(origin: string): Promise<FaultLine> {
    const line = new FaultLine(new URL(origin));
    await line.#listen();
    return line;
  }

  private constructor({ hostname, port }: URL) {
    this.#target = { host: hostname, port: Number(port) };
    this.#server = createServer({ allowHalfOpen: true }, (near) => this.#join(near));
  }

  /** The server's address by way of this line. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** From now on this happens to all that is sent, by whoever is connected and whoever comes. */
  follow(fault: Fault): void {
    this.#fault = fault;
    this.followNow(fault);
  }

  /** The same for those who are connected now; who comes finds the line as it was. */
  followNow(fault: Fault): void {
    if (fault.does === 'refuse') this.cut();
    for (const { ways } of this.#connections) for (const way of ways) way.follow(fault);
  }

  /** Cuts everybody off, now. */
  cut(): void {
    for (const connection of this.#connections) this.#cut(connection);
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(near: Socket): void {
    this.arrivals.push(Date.now());
    // Not a closed port: another program could take it meanwhile, and this one must come back.
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
