// `npm run bench`: what a broadcast costs, compared with minimal Workers and with other servers. It
// takes up to 15 minutes and needs an otherwise idle machine.
// Options: --only=bare,edgewise  --scenario=TEXT  --rounds=N  --also=FOLDER (another checkout)
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Child, start } from './children.ts';
import type { Job, Outcome } from './generator.ts';
import { type Peer, peersWith, ready } from './peers.ts';
import { type Measurement, rowsOf } from './results.ts';
import { SCENARIOS, type Scenario, SENDERS } from './scenarios.ts';
import { tables } from './table.ts';

/** A round that might end after this time does not start. */
const LAST_START_MS = 880_000;
/** Ends the process even if something hangs. */
const END_MS = 900_000;
/** The longest time that a job may take in addition to its measurement. */
const JOB_MS = 20_000;

type Running = { readonly peer: Peer; readonly child: Child; readonly port: number };

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    scenario: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    also: { type: 'string', multiple: true, default: [] },
  },
});
// scripts/setup.mjs has installed the project; the peers have a lock file of their own.
const { install } = await import(new URL('../scripts/install.mjs', import.meta.url).href);
await install(import.meta.dirname);

const wanted = options.only?.split(',');
const peers = peersWith(options.also).filter(({ name }) => wanted?.includes(name) ?? true);
const scenarios = SCENARIOS.filter(({ name }) => name.includes(options.scenario));
const begun = Date.now();
const measurements: Measurement[] = [];

// Exits normally on a signal, so that exit handlers remove temporary folders.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
setTimeout(() => {
  report();
  process.exit(1);
}, END_MS).unref();

let longest = 0;
for (let round = 0; round < Number(options.rounds); round++) {
  const from = Date.now();
  if (from - begun + longest > LAST_START_MS) break;
  await measureRound(round);
  longest = Math.max(longest, Date.now() - from);
}
report();

async function measureRound(round: number): Promise<void> {
  // Each round starts new servers, because a server that has run for a while performs differently.
  const running: Running[] = [];
  try {
    for (const peer of peers) running.push({ peer, ...(await ready(peer)) });
    for (const [turn, scenario] of scenarios.entries()) {
      // Rotates the order, so that changes in the machine's speed favor no peer.
      const first = (round + turn) % running.length;
      for (const one of [...running.slice(first), ...running.slice(0, first)]) {
        if (one.peer.dialect === 'edgewise-events' && scenario.events !== true) continue;
        const outcome = await measure(one, scenario, `r${round}-${turn}`);
        const { name, clients, load } = scenario;
        const offered = 'perSecond' in load && { offered: clients * load.perSecond };
        measurements.push({ scenario: name, peer: one.peer.name, round, ...offered, outcome });
      }
      console.error(`bench: round ${round + 1}, ${scenario.name}`);
    }
  } finally {
    await Promise.all(running.map(({ child }) => child.stop()));
  }
}

async function measure(
  { peer, child, port }: Running,
  { clients, rooms, load, seconds }: Scenario,
  room: string,
): Promise<Outcome | null> {
  const { dialect } = peer;
  const paths = Array.from({ length: rooms }, (_, at) => peer.path(`${room}-${at}`));
  const senders = Math.min(SENDERS, clients);
  const job: Job = {
    ...{ port, server: child.pid, paths, dialect },
    ...{ clients, senders, load, seconds },
  };
  const generator = start(process.execPath, [
    join(import.meta.dirname, 'generator.ts'),
    JSON.stringify(job),
  ]);
  try {
    return await generator.answer<Outcome>(seconds * 1000 + JOB_MS);
  } catch (error) {
    console.error(`bench: ${peer.name} failed;`, error);
    return null;
  } finally {
    await generator.stop();
  }
}

function report(): void {
  const order = peers.map(({ name }) => name);
  const rows = rowsOf(measurements).sort((a, b) => order.indexOf(a.peer) - order.indexOf(b.peer));
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date(begun).toISOString().replaceAll(':', '-')}.json`);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(file, JSON.stringify({ machine, rows, measurements }, null, 2));
  const rounds = Math.max(...rows.map((row) => row.rounds));
  const took = Math.round((Date.now() - begun) / 1000);
  console.log(`\n${tables(rows)}\nMedians of ${rounds} rounds in ${took} s; all of it in ${file}`);
}
