// The load generator, in a process of its own: it connects the clients, sends messages and counts
// what arrives. Its argument is a job as JSON, and its output is one line, the outcome as JSON.
import { setTimeout as pause } from 'node:timers/promises';
import { type CpuUse, startCpuMeter, tree } from './cpu.ts';
import { measureJoins } from './joining.ts';
import { type Dialect, join, type Participant, tokens } from './participant.ts';
import { Tally, textOf } from './tally.ts';

export type Load =
  /**
   * Closed loop: this number of messages in flight. When all clients have received one, the next is
   * sent.
   */
  | { readonly window: number }
  /** Open loop: this number of messages per second, even if the room falls behind. */
  | { readonly perSecond: number }
  /** No messages: all clients join at the same moment. */
  | { readonly join: 'at once' };

export type Job = {
  readonly port: number;
  readonly server: number;
  /** The path of each room's endpoint. */
  readonly paths: readonly string[];
  readonly dialect: Dialect;
  /** Clients in each room; `senders` of them also send. */
  readonly clients: number;
  readonly senders: number;
  readonly load: Load;
  readonly seconds: number;
};

/** What was measured, with the CPU time used meanwhile. */
export type Outcome = CpuUse & {
  readonly deliveries: number;
  /** WebSocket messages that carried the deliveries. */
  readonly frames: number;
  /** Latency in ms. */
  readonly p50: number;
  readonly p99: number;
  /** Memory of the server per connection, in bytes, measured while all clients are idle. */
  readonly memory?: number;
  /** Deliveries that did not arrive. */
  readonly lost: number;
};

const SETTLE_MS = 300;
const WARM_UP_MS = 400;
const DRAIN_MS = 3000;
/**
 * If the interval between messages is at least this long, the generator busy-waits to send exactly
 * on time.
 */
const SPIN_MS = 3;
/** Connections that are opened at once. */
const CONCURRENT_CONNECTIONS = 50;

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
  // The same users are in every room.
  const people = job.dialect.startsWith('edgewise') ? await tokens(job.port, job.senders) : [];
  const all = paths.flatMap((path, room) =>
    Array.from({ length: job.clients }, (_, index) => ({ path, room, token: people[index] })),
  );
  for (let from = 0; from < all.length; from += CONCURRENT_CONNECTIONS)
    await Promise.all(
      all.slice(from, from + CONCURRENT_CONNECTIONS).map(async ({ path, room, token }, index) => {
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

/** Sends at fixed times. Latency counts from the scheduled time, even if a send was late. */
async function sendSteadily(everyMs: number): Promise<void> {
  const start = performance.now();
  for (let count = 0; sending; count++) {
    const due = start + count * everyMs;
    const wait = due - performance.now();
    // A timer may be late by up to 1 ms, which would count as the server's latency.
    if (wait > 2) await pause(wait - 1.5);
    // At short intervals, busy-waiting would never stop and would take a core from the server.
    else if (wait > 0 && everyMs < SPIN_MS) await pause(wait);
    while (sending && performance.now() < due) await new Promise(setImmediate);
    if (sending) send(due);
  }
}

async function measure(): Promise<Omit<Outcome, 'lost'>> {
  const meter = startCpuMeter(tree(job.server));
  tally.cut();
  const { deliveries, frames } = tally;
  await pause(job.seconds * 1000);
  const used = meter();
  const latency = tally.cut();
  return {
    ...used,
    deliveries: tally.deliveries - deliveries,
    frames: tally.frames - frames,
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
  };
}

/**
 * Waits until all messages have been delivered, or for a limited time.
 * @returns how many deliveries are still missing.
 */
async function drain(): Promise<number> {
  const until = performance.now() + DRAIN_MS;
  while (tally.done < tally.sent && performance.now() < until) await pause(20);
  // Leaves time for duplicates to arrive, which must not exist.
  await pause(50);
  return tally.sent * job.clients - tally.deliveries;
}
