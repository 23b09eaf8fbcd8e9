import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy for one client, which can be cut and restored. */
export class CuttableProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #isUp = true;

  static async to(serverPort: number): Promise<CuttableProxy> {
    const server = createServer();
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    return new CuttableProxy(server, serverPort);
  }

  private constructor(server: Server, serverPort: number) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => {
      if (!this.#isUp) {
        client.destroy();
        return;
      }
      const far = connect({ host: '127.0.0.1', port: serverPort, noDelay: true });
      for (const end of [client, far]) {
        this.#ends.add(end);
        end.on('error', () => {});
        end.on('close', () => {
          this.#ends.delete(end);
          client.destroy();
          far.destroy();
        });
      }
      client.pipe(far).pipe(client);
    });
  }

  cut(): void {
    this.#isUp = false;
    for (const end of this.#ends) end.destroy();
  }

  restore(): void {
    this.#isUp = true;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}
