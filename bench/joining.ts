import { setTimeout as pause } from 'node:timers/promises';
import { startCpuMeter, tree } from './cpu.ts';
import type { Job, Outcome } from './generator.ts';
import { Histogram } from './histogram.ts';
import { memoryOf } from './memory.ts';
import { join, tokens } from './participant.ts';
import { textOf } from './tally.ts';

/** Messages in the history when the clients join. */
const MESSAGES_BEFORE = 50;
const SETTLE_MS = 1500;

/** Connects all clients at once. A delivery is a connection that has become live. */
export async function measureJoins(job: Job): Promise<Outcome> {
  const { port, dialect, clients } = job;
  const path = job.paths[0] ?? '/';
  const people = dialect === 'edgewise' ? await tokens(port, clients + 1) : [];
  if (dialect === 'edgewise') await fill(job, path, people[clients]);
  let isOver = false;
  const open = (token: string | undefined) =>
    join({
      ...{ port, path, dialect, token },
      onText: () => {},
      onEnd: () => {
        if (isOver) return;
        console.error(`bench: a connection to ${path} was closed`);
        process.exit(1);
      },
    });

  const server = tree(job.server);
  const memoryBefore = memoryOf(server);
  const latency = new Histogram();
  const meter = startCpuMeter(server);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      await open(people[i]);
      latency.add(performance.now() - startedAt);
    }),
  );
  const used = meter();
  await pause(SETTLE_MS);
  const grown = memoryOf(server) - memoryBefore;
  isOver = true;
  return {
    ...used,
    deliveries: clients,
    frames: clients,
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
    memory: grown / clients,
    lost: 0,
  };
}

/** Posts the messages that the clients receive when they join. */
async function fill({ port }: Job, path: string, token: string | undefined): Promise<void> {
  const isDone = Promise.withResolvers<void>();
  const last = textOf(MESSAGES_BEFORE - 1);
  const writer = await join({
    ...{ port, path, dialect: 'edgewise', token },
    onText: (text, from, to) => {
      if (text.toString('utf8', from, to).includes(`"text":"${last}"`)) isDone.resolve();
    },
    onEnd: () => {},
  });
  for (let n = 0; n < MESSAGES_BEFORE; n++)
    writer.send(JSON.stringify({ type: 'message', text: textOf(n), cid: `before-${n}` }));
  await isDone.promise;
  writer.end();
  await pause(SETTLE_MS);
}
