// `npm run bench:flapping`: people whose connections are cut over and over, with the real client. How
// soon are they live again once the line is back, and did they get everything?
// Options: --people=1000  --seconds=45
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { Histogram } from './histogram.ts';
import { Line } from './line.ts';
import { tokens } from './participant.ts';
import { edgewise, ready } from './peers.ts';

/** What of the SDK is used here. */
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
const SAY_EVERY_MS = 500;
const JOIN_AT_ONCE = 50;
const WHOLE_MS = 60_000;

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '45' },
  },
});
const people = Number(options.people);
const runMs = Number(options.seconds) * 1000;
// Whatever hangs, this is the end.
setTimeout(() => process.exit(1), runMs + 3 * WHOLE_MS).unref();

/** One person with a line of their own. */
class Member {
  readonly chat: Chat;
  readonly #line: Line;
  /** When the line was restored, if they are not live since. */
  #awaited: number | undefined;

  static async join(token: string): Promise<Member> {
    return new Member(await Line.to(port), token);
  }

  private constructor(line: Line, token: string) {
    this.#line = line;
    this.chat = sdk.connect({
      server: `http://127.0.0.1:${line.port}`,
      room: 'flapping',
      tokenProvider: () => token,
    });
    this.chat.state.subscribe(({ at }) => {
      if (at !== 'live' || this.#awaited === undefined) return;
      back.add(Date.now() - this.#awaited);
      this.#awaited = undefined;
    });
  }

  get isLive(): boolean {
    return this.chat.state.get().at === 'live';
  }

  /** Is cut over and over until a time, and waits until they are live. */
  async live(firstMs: number, end: number): Promise<void> {
    await pause(firstMs);
    while (Date.now() + CUT_FOR_MS < end) {
      cuts += 1;
      this.#line.cut();
      await pause(CUT_FOR_MS);
      this.#line.restore();
      this.#awaited = Date.now();
      await pause(CUT_EVERY_MS - CUT_FOR_MS);
    }
    await until(() => this.isLive);
  }
}

const sdk = await loadSdk();
const { child, port } = await ready(edgewise('edgewise', dirname(import.meta.dirname)));
const back = new Histogram();
let cuts = 0;
try {
  const identities = await tokens(port, people + 1);
  const members: Member[] = [];
  while (members.length < people) {
    const some = identities.slice(members.length, Math.min(people, members.length + JOIN_AT_ONCE));
    members.push(...(await Promise.all(some.map((token) => Member.join(token)))));
    await until(() => members.every(({ isLive }) => isLive));
  }
  const speaker = await Member.join(identities[people] ?? '');
  await until(() => speaker.isLive);

  const end = Date.now() + runMs;
  const lives = members.map((member, at) => member.live((at / people) * CUT_EVERY_MS, end));
  let said = 0;
  for (; Date.now() < end; said++) {
    void speaker.chat.send(`message ${said}`);
    await pause(SAY_EVERY_MS);
  }
  await Promise.all(lives);
  const isWhole = ({ chat }: Member) => chat.messages.get().length === said;
  await until(() => members.every(isWhole)).catch(() => {});
  const whole = members.filter(isWhole).length;
  const cells = [people, cuts, `${((100 * whole) / people).toFixed(1)} %`];
  const times = [0.5, 0.95, 0.99].map((share) => `${Math.round(back.quantile(share))} ms`);
  console.log(`
| people | cuts | have all ${said} messages | live again, p50 | p95 | p99 |
|---|---|---|---|---|---|
| ${[...cells, ...times].join(' | ')} |`);
} finally {
  await child.stop();
}
process.exit(0);

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + WHOLE_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('that took too long');
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
