import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A line to a server that can go dead as lines do: nothing passes any more, and nobody is told. Not a
 * FIN, not a reset: each end believes the other to be there.
 */
export class LossyLine {
  readonly origin: string;
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #dead = false;

  /** @param origin where the line leads. */
  static to(origin: string): Promise<LossyLine> {
    const { hostname, port } = new URL(origin);
    return new Promise((ready, failed) => {
      const ends = new Set<Socket>();
      const server = createServer({ allowHalfOpen: true }, (near) => {
        const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
        line.#join(near, far);
        line.#join(far, near);
      }).once('error', failed);
      let line: LossyLine;
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') return failed(new Error('no port'));
        line = new LossyLine(`http://127.0.0.1:${address.port}`, server, ends);
        ready(line);
      });
    });
  }

  private constructor(origin: string, server: Server, ends: Set<Socket>) {
    this.origin = origin;
    this.#server = server;
    this.#ends = ends;
  }

  /** From now on everything that is sent disappears. */
  goDead(): void {
    this.#dead = true;
  }

  close(): void {
    this.#server.close();
    for (const end of this.#ends) end.destroy();
  }

  #join(from: Socket, to: Socket): void {
    this.#ends.add(from);
    from.on('data', (data) => this.#dead || to.write(data));
    from.on('end', () => this.#dead || to.end());
    from.on('error', () => this.#dead || to.destroy());
  }
}
