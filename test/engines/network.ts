import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { AS_OLD_AS_PROMISED } from './oldest-browsers.ts';

/** What a network blocks; `offline` is everything but the page itself. */
export type Block = 'sockets' | 'streams' | 'waiting polls' | 'offline';

const BLOCKS: Record<Block, (path: string) => boolean> = {
  sockets: (path) => /\/socket\b/.test(path),
  streams: (path) => /\/events\b/.test(path),
  'waiting polls': (path) => /\/poll\?.*wait=[1-9]/.test(path),
  offline: (path) => path.startsWith('/api/'),
};

/** A page that is served next to the chat. */
export type OwnPage = { readonly html: string; readonly policy?: string };

/**
 * The first script of every page: reports errors in the page to the test without a driver. Browsers
 * request an icon by themselves.
 */
const WATCH = `{
  const tell = (what) => navigator.sendBeacon('ORIGIN/complaint', String(what));
  addEventListener('error', (event) => tell(event.message));
  addEventListener('unhandledrejection', ({ reason }) => tell('rejected: ' + reason));
  addEventListener('securitypolicyviolation', (event) =>
    /favicon/.test(event.blockedURI) ||
      tell('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
  const { error } = console;
  console.error = (...args) => { tell('console: ' + args.join(' ')); error.apply(console, args); };
}`;

/**
 * The chat at an origin of its own, so that tests share no storage, behind a network that can be
 * blocked without an engine's driver.
 */
export class Network {
  /** Errors, policy violations and console messages of every page. */
  readonly complaints: string[] = [];
  /** A script that runs before all others in every page. */
  prelude = AS_OLD_AS_PROMISED;
  readonly #target: URL;
  readonly #server: Server;
  readonly #pages = new Map<string, OwnPage>();
  readonly #open = new Set<Socket>();
  #blocked: readonly Block[] = [];

  /** @param origin where the chat is served. */
  static async to(origin: string): Promise<Network> {
    const network = new Network(new URL(origin));
    await new Promise<void>((ready) => network.#server.listen(0, '127.0.0.1', ready));
    return network;
  }

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((asked, response) => this.#answer(asked, response))
      .on('upgrade', (asked, socket: Socket, head) => this.#upgrade(asked, socket, head))
      .on('connection', (socket) => {
        this.#open.add(socket);
        socket.once('close', () => this.#open.delete(socket));
      });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lets everything but these through from now on, and closes open connections. */
  block(...blocked: Block[]): void {
    this.#blocked = blocked;
    for (const socket of this.#open) socket.destroy();
  }

  /** Serves a page at a path. @returns its address. */
  serve(path: string, page: OwnPage): string {
    this.#pages.set(path, page);
    return this.origin + path;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #isBlocked = ({ url = '/' }: IncomingMessage): boolean =>
    this.#blocked.some((block) => BLOCKS[block](url));

  async #answer(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/', method } = asked;
    const page = this.#pages.get(url);
    if (url === '/complaint') this.complaints.push(await text(asked));
    if (url === '/prelude.js') {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(WATCH.replace('ORIGIN', this.origin) + this.prelude);
    } else if (page !== undefined) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      if (page.policy) response.setHeader('Content-Security-Policy', page.policy);
      response.end(this.#watched(page.html));
    } else if (url === '/complaint' || url === '/favicon.ico') response.writeHead(204).end();
    else if (this.#isBlocked(asked)) asked.socket.destroy();
    else this.#forward(asked, response, method);
  }

  #forward(asked: IncomingMessage, response: ServerResponse, method = 'GET'): void {
    const { 'accept-encoding': _, ...headers } = asked.headers;
    const { hostname, port } = this.#target;
    const far = request({ hostname, port, method, path: asked.url, headers }, async (answer) => {
      const { 'content-length': length, ...rest } = answer.headers;
      const isPage = rest['content-type']?.startsWith('text/html') === true;
      response.writeHead(answer.statusCode ?? 502, {
        ...rest,
        ...(length !== undefined && !isPage && { 'content-length': length }),
      });
      // Otherwise a page would be cached along with what is inserted into it.
      if (isPage) response.end(this.#watched(await text(answer)));
      else answer.pipe(response);
    });
    far.on('error', () => response.destroy());
    response.on('close', () => far.destroy());
    asked.pipe(far);
  }

  #watched(html: string): string {
    return html.replace('<head>', '<head><script src="/prelude.js"></script>');
  }

  #upgrade(asked: IncomingMessage, near: Socket, head: Buffer): void {
    if (this.#isBlocked(asked)) return void near.destroy();
    const far = connect(Number(this.#target.port), this.#target.hostname, () => {
      const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
      for (let i = 0; i < asked.rawHeaders.length; i += 2)
        lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
      far.write(`${lines.join('\r\n')}\r\n\r\n`);
      far.write(head);
      far.pipe(near).pipe(far);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
  }
}
