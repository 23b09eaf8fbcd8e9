// The load, as a process of its own: fills one room with clients, sends, and counts what arrives.
// Its one argument is a job, its one line of output what came of it.
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf, machineCpu, tree } from './cpu.ts';
import { Tally, textOf } from './tally.ts';
import { Wire } from './wire.ts';

export type Load =
  /** Closed loop: so many messages under way, each followed by another when all have got it. */
  | { readonly window: number }
  /** Open loop: so many a second, whether or not the room keeps up. */
  | { readonly perSecond: number };

export type Job = {
  readonly port: number;
  readonly server: number;
  /** Where to connect; and whether to do it as Edgewise's clients do, with tokens. */
  readonly path: string;
  readonly edgewise: boolean;
  readonly clients: number;
  readonly senders: number;
  readonly load: Load;
  readonly seconds: number;
};

export type Outcome = {
  readonly deliveries: number;
  readonly frames: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time in that window, in µs. */
  readonly server: number;
  readonly generator: number;
  readonly others: number;
  /** Deliveries that never came. */
  readonly lost: number;
};

const SETTLE_MS = 300;
const WARM_UP_MS = 400;
const DRAIN_MS = 3000;
/** Connections that are opened at once. */
const ABREAST = 50;

const job = JSON.parse(process.argv[2] ?? '') as Job;
const closed = 'window' in job.load;
let sending = true;
const tally = new Tally(job.clients, () => {
  if (closed && sending) send(performance.now());
});
const wires = await openAll();
await pause(SETTLE_MS);

if ('window' in job.load) for (let i = 0; i < job.load.window; i++) send(performance.now());
else void sendSteadily(1000 / job.load.perSecond);
await pause(WARM_UP_MS);
const outcome = await measure();
sending = false;
const lost = await drain();
console.log(JSON.stringify({ ...outcome, lost } satisfies Outcome));
process.exit(0);

async function openAll(): Promise<Wire[]> {
  const all: Wire[] = [];
  for (let from = 0; from < job.clients; from += ABREAST) {
    const some = Math.min(ABREAST, job.clients - from);
    all.push(...(await Promise.all(Array.from({ length: some }, (_, i) => open(from + i)))));
  }
  return all;
}

async function open(index: number): Promise<Wire> {
  const live = Promise.withResolvers<void>();
  let greeted = !job.edgewise;
  const wire = new Wire({
    port: job.port,
    path: job.path,
    protocols: job.edgewise ? ['edgewise.v1', ...(index < job.senders ? [await token()] : [])] : [],
    onText(text, from, to) {
      if (greeted) tally.take(text, from, to);
      else if (text.toString('utf8', from, to).includes('"type":"live"')) {
        greeted = true;
        live.resolve();
      }
    },
    onEnd: () => {
      console.error(`bench: a connection to ${job.path} was closed`);
      process.exit(1);
    },
  });
  await wire.opened;
  if (!greeted) await live.promise;
  return wire;
}

async function token(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${job.port}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  });
  if (!response.ok) throw new Error(`no token: ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}

function send(due: number): void {
  const number = tally.next(due);
  const text = textOf(number);
  wires[number % job.senders]?.send(JSON.stringify({ type: 'message', text, cid: `c${number}` }));
}

/** Sends by the clock: what comes late because we or the server were busy is due when it was due. */
async function sendSteadily(everyMs: number): Promise<void> {
  const start = performance.now();
  for (let count = 0; sending; count++) {
    const due = start + count * everyMs;
    const wait = due - performance.now();
    // Timers are late by up to a ms, which would count as the server's.
    if (wait > 2) await pause(wait - 1.5);
    while (sending && performance.now() < due) await new Promise(setImmediate);
    if (sending) send(due);
  }
}

async function measure(): Promise<Omit<Outcome, 'lost'>> {
  const server = tree(job.server);
  const look = () => ({
    at: performance.now(),
    server: cpuOf(server),
    generator: cpuOf([process.pid]),
    machine: machineCpu(),
    deliveries: tally.deliveries,
    frames: tally.frames,
  });
  tally.cut();
  const before = look();
  await pause(job.seconds * 1000);
  const after = look();
  const latency = tally.cut();
  const spent = {
    server: after.server - before.server,
    generator: after.generator - before.generator,
  };
  return {
    ...spent,
    deliveries: after.deliveries - before.deliveries,
    frames: after.frames - before.frames,
    seconds: (after.at - before.at) / 1000,
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
    others: Math.max(0, after.machine - before.machine - spent.server - spent.generator),
  };
}

/** Waits until all have got everything. @returns how many deliveries are missing even so. */
async function drain(): Promise<number> {
  const until = performance.now() + DRAIN_MS;
  while (tally.done < tally.sent && performance.now() < until) await pause(20);
  // A moment for what must not come: a second copy.
  await pause(50);
  return tally.sent * job.clients - tally.deliveries;
}
