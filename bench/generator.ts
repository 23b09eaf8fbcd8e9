// The load, as a process of its own: fills one room with clients, sends, and counts what arrives.
// Its one argument is a job, its one line of output what came of it.
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf, machineCpu, tree } from './cpu.ts';
import { measureJoins } from './joining.ts';
import { type Dialect, join, type Participant, tokens } from './participant.ts';
import { Tally, textOf } from './tally.ts';

export type Load =
  /** Closed loop: so many messages under way, each followed by another when all have got it. */
  | { readonly window: number }
  /** Open loop: so many a second, whether or not the room keeps up. */
  | { readonly perSecond: number }
  /** Nothing is sent; everyone joins at the same moment. */
  | { readonly join: 'at once' };

export type Job = {
  readonly port: number;
  readonly server: number;
  /** Where to connect to each room, and how. */
  readonly paths: readonly string[];
  readonly dialect: Dialect;
  /** Clients of each room, and how many of them write. */
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
  /** Memory of the server for each connection, in bytes; measured while everyone is idle. */
  readonly memory?: number;
  /** Deliveries that never came. */
  readonly lost: number;
};

const SETTLE_MS = 300;
const WARM_UP_MS = 400;
const DRAIN_MS = 3000;
/** Messages that are further apart are sent on the dot. */
const SPIN_MS = 3;
/** Connections that are opened at once. */
const ABREAST = 50;

const job = JSON.parse(process.argv[2] ?? '') as Job;
const { load, paths } = job;
let sending = true;
const tally = new Tally(job.clients, () => {
  if ('window' in load && sending) send(performance.now());
});
const rooms: Participant[][] = [];
console.log(JSON.stringify('join' in load ? await measureJoins(job) : await measureDeliveries()));
process.exit(0);

async function measureDeliveries(): Promise<Outcome> {
  await openAll();
  await pause(SETTLE_MS);
  if ('window' in load) for (let i = 0; i < load.window; i++) send(performance.now());
  else if ('perSecond' in load) void sendSteadily(1000 / load.perSecond);
  await pause(WARM_UP_MS);
  const outcome = await measure();
  sending = false;
  return { ...outcome, lost: await drain() };
}

async function openAll(): Promise<void> {
  // The same people in every room.
  const people = job.dialect.startsWith('edgewise') ? await tokens(job.port, job.senders) : [];
  const all = paths.flatMap((path, room) =>
    Array.from({ length: job.clients }, (_, index) => ({ path, room, token: people[index] })),
  );
  for (let from = 0; from < all.length; from += ABREAST)
    await Promise.all(
      all.slice(from, from + ABREAST).map(async ({ path, room, token }, index) => {
        const at = (from + index) % job.clients;
        rooms[room] ??= [];
        const inRoom = rooms[room];
        inRoom[at] = await join({
          ...{ port: job.port, path, dialect: job.dialect, token },
          onText: (text, start, end) => tally.take(text, start, end),
          onEnd: () => {
            console.error(`bench: a connection to ${path} was closed`);
            process.exit(1);
          },
        });
      }),
    );
}

function send(due: number): void {
  const number = tally.next(due);
  const text = textOf(number);
  const inRoom = rooms[number % rooms.length] ?? [];
  const sender = inRoom[Math.floor(number / rooms.length) % job.senders];
  sender?.send(JSON.stringify({ type: 'message', text, cid: `c${number}` }));
}

/** Sends by the clock: what comes late because we or the server were busy is due when it was due. */
async function sendSteadily(everyMs: number): Promise<void> {
  const start = performance.now();
  for (let count = 0; sending; count++) {
    const due = start + count * everyMs;
    const wait = due - performance.now();
    // Timers are late by up to a ms, which would count as the server's.
    if (wait > 2) await pause(wait - 1.5);
    // Where the next is always due soon, waiting for it this way would take a core from the server.
    else if (wait > 0 && everyMs < SPIN_MS) await pause(wait);
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
