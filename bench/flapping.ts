// `npm run bench:flapping`: clients of the SDK whose connections are cut repeatedly. It measures
// how soon each client is live again after its network is restored, and whether all received every
// message.
// Options: --people=1000  --seconds=45
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { CuttableProxy } from './cuttable-proxy.ts';
import { Histogram } from './histogram.ts';
import { tokens } from './participant.ts';
import { edgewise, ready } from './peers.ts';

/** The part of the SDK that is used here. */
type Chat = {
  readonly state: {
    get(): { readonly at: string };
    subscribe(listener: (link: { readonly at: string }) => void): void;
  };
  readonly messages: { get(): readonly unknown[] };
  send(text: string): Promise<{ readonly ok: boolean }>;
  close(): void;
};
type Sdk = { readonly connect: (options: object) => Chat };

const CUT_EVERY_MS = 15_000;
const CUT_FOR_MS = 2000;
const SEND_EVERY_MS = 500;
const JOIN_AT_ONCE = 50;
const TIMEOUT_MS = 60_000;

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '45' },
  },
});
const people = Number(options.people);
const runMs = Number(options.seconds) * 1000;
// Ends the process even if something hangs.
setTimeout(() => process.exit(1), runMs + 3 * TIMEOUT_MS).unref();

/** A client with a network connection of its own. */
class Member {
  readonly chat: Chat;
  readonly #proxy: CuttableProxy;
  /** When the network was restored; `undefined` once the client is live again. */
  #restoredAt: number | undefined;

  static async join(token: string): Promise<Member> {
    return new Member(await CuttableProxy.to(port), token);
  }

  private constructor(proxy: CuttableProxy, token: string) {
    this.#proxy = proxy;
    this.chat = sdk.connect({
      server: `http://127.0.0.1:${proxy.port}`,
      room: 'flapping',
      tokenProvider: () => token,
    });
    this.chat.state.subscribe(({ at }) => {
      if (at !== 'live' || this.#restoredAt === undefined) return;
      recoveryTimes.add(Date.now() - this.#restoredAt);
      this.#restoredAt = undefined;
    });
  }

  get isLive(): boolean {
    return this.chat.state.get().at === 'live';
  }

  /** Cuts the network repeatedly until `end`, then waits until the client is live. */
  async flap(firstMs: number, end: number): Promise<void> {
    await pause(firstMs);
    while (Date.now() + CUT_FOR_MS < end) {
      cuts += 1;
      this.#proxy.cut();
      await pause(CUT_FOR_MS);
      this.#proxy.restore();
      this.#restoredAt = Date.now();
      await pause(CUT_EVERY_MS - CUT_FOR_MS);
    }
    await until(() => this.isLive);
  }
}

const sdk = await loadSdk();
const { child, port } = await ready(edgewise('edgewise', dirname(import.meta.dirname)));
const recoveryTimes = new Histogram();
let cuts = 0;
try {
  const identities = await tokens(port, people + 1);
  const members: Member[] = [];
  while (members.length < people) {
    const some = identities.slice(members.length, Math.min(people, members.length + JOIN_AT_ONCE));
    members.push(...(await Promise.all(some.map((token) => Member.join(token)))));
    await until(() => members.every(({ isLive }) => isLive));
  }
  const sender = await Member.join(identities[people] ?? '');
  await until(() => sender.isLive);

  const end = Date.now() + runMs;
  const runs = members.map((member, at) => member.flap((at / people) * CUT_EVERY_MS, end));
  let sent = 0;
  for (; Date.now() < end; sent++) {
    void sender.chat.send(`message ${sent}`);
    await pause(SEND_EVERY_MS);
  }
  await Promise.all(runs);
  const hasAll = ({ chat }: Member) => chat.messages.get().length === sent;
  await until(() => members.every(hasAll)).catch(() => {});
  const complete = members.filter(hasAll).length;
  const cells = [people, cuts, `${((100 * complete) / people).toFixed(1)} %`];
  const times = [0.5, 0.95, 0.99].map((share) => `${Math.round(recoveryTimes.quantile(share))} ms`);
  console.log(`
| people | cuts | have all ${sent} messages | live again, p50 | p95 | p99 |
|---|---|---|---|---|---|
| ${[...cells, ...times].join(' | ')} |`);
} finally {
  await child.stop();
}
process.exit(0);

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition was not met in time');
    await pause(50);
  }
}

async function loadSdk(): Promise<Sdk> {
  const folder = mkdtempSync(join(tmpdir(), 'edgewise-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const outfile = join(folder, 'sdk.mjs');
  await build({
    entryPoints: [join(dirname(import.meta.dirname), 'src/client/index.ts')],
    ...{ outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' },
  });
  return (await import(pathToFileURL(outfile).href)) as Sdk;
}
