import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whyNot } from '../../scripts/port.ts';
import { WRANGLER, wranglerEnvironment } from '../../scripts/wrangler.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';
import { makeProject } from './wrangler-project.ts';

const PRELOAD = join(import.meta.dirname, '..', '..', 'scripts', 'end-with-parent.mjs');

/** A busy machine may be slow to bundle and start. */
export const START_MS = 60_000;

/** Limits that would otherwise apply before what is tested does. */
const ROOMY = {
  LIMIT_MESSAGE_BURST: '10000',
  LIMIT_MESSAGE_PER_MINUTE: '100000',
  LIMIT_USER_STORE_KILOBYTES: '1000000',
  LIMIT_ADDRESS_STORE_KILOBYTES: '1000000',
  LIMIT_SYNC_BURST: '10000',
  LIMIT_SYNC_PER_MINUTE: '100000',
  // All clients come from this computer, which is one address.
  LIMIT_ADDRESS_SOCKETS: '30000',
  LIMIT_ADDRESS_READERS: '30000',
  LIMIT_ADDRESS_SIGNAL_BURST: '100000',
  LIMIT_ADDRESS_SYNC_BURST: '100000',
  LIMIT_ADDRESS_SYNC_PER_MINUTE: '1000000',
  LIMIT_ADDRESS_READ_MEGABYTES: '100000',
  LIMIT_USER_READ_MEGABYTES: '100000',
};

type Options = {
  /** In addition to the limits above; an empty value removes one of them. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Where the rooms are stored; by default within the project's own folder. */
  readonly persistTo?: string;
  /** The folder of a built page to serve, if any. */
  readonly page?: string;
};

/**
 * The chat as `wrangler dev` serves it, in a process group of its own, so that wrangler and its
 * workerd can be killed together. It restarts on the same port, with the same state.
 */
export class Server {
  readonly origin: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #args: string[];
  #child: ChildProcess | undefined;
  /** Its output since it was last started. */
  log = '';

  static async start({ vars = {}, persistTo = 'state', page }: Options = {}): Promise<Server> {
    const folder = await makeProject({ ...ROOMY, ...vars }, page);
    const server = new Server(folder, await freePort(), persistTo);
    await server.start();
    return server;
  }

  private constructor(folder: string, port: number, persistTo: string) {
    this.#folder = folder;
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.#args = [
      ...['dev', '--ip=127.0.0.1', `--port=${port}`, '--inspector-port=0'],
      ...[`--persist-to=${persistTo}`, '--show-interactive-dev-session=false', '--log-level=warn'],
    ];
    process.once('exit', () => this.#signalAll());
  }

  room(name: string, path = ''): string {
    return `${this.origin}/api/rooms/${name}${path}`;
  }

  /** Starts it, and waits until it responds. */
  async start(): Promise<void> {
    this.log = '';
    // A killed test ends its servers too.
    const preload = ['--import', pathToFileURL(PRELOAD).href];
    const child = spawn(process.execPath, [...preload, WRANGLER, ...this.#args], {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: wranglerEnvironment(),
    });
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        this.log += text;
      });
    this.#child = child;
    await until('the server answers', () => {
      if (child.exitCode !== null) throw new Error(`the server ended at once:\n${this.log}`);
      return this.#isHealthy();
    });
  }

  /** Kills wrangler and workerd at any point, like a power cut. */
  async kill(): Promise<void> {
    this.#signalAll();
    this.#child = undefined;
    await until('its port is free', async () => (await whyNot(this.#port)) === undefined);
  }

  /** Stops it, and deletes its state. */
  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The memory of all its processes, in bytes. */
  memory(): number {
    const rows = execFileSync('ps', ['-A', '-o', 'pgid=,rss='], { encoding: 'utf8' });
    return rows
      .split('\n')
      .map((row) => row.trim().split(/\s+/).map(Number))
      .filter(([group]) => group === this.#child?.pid)
      .reduce((sum, [, kilobytes = 0]) => sum + kilobytes * 1024, 0);
  }

  #signalAll(): void {
    if (this.#child?.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
  }

  async #isHealthy(): Promise<boolean> {
    try {
      const response = await fetch(`${this.origin}/api/health`, {
        signal: AbortSignal.timeout(5000),
      });
      return response.ok;
    } catch {
      return false;
    }
  }
}
