import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { stubOf } from './support/rooms.ts';
import { SimulatedClient } from './support/simulated-client.ts';
import { SimulatedPlatform } from './support/simulated-platform.ts';
import { newRoom } from './support/test-client.ts';

const { PROPERTY_RUNS, PROPERTY_SEED } = env as unknown as Record<string, string>;
/** A run takes a few ms: nothing in it waits. */
const RUNS_FOR_EACH = 4;

const who = fc.nat(2);
const kind = fc.constantFrom('message' as const, 'message' as const, 'refused' as const);
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      who,
      kinds: fc.array(kind, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('post' as const), who, kind }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('cut' as const, 'connect' as const, 'sync' as const, 'nonsense' as const),
      who,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(120) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('sleep' as const, 'crash' as const, 'fail commit' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fail insert' as const), after: fc.nat(6) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(at: Step, platform: SimulatedPlatform, people: readonly SimulatedClient[]) {
  const person = people['who' in at ? at.who : 0] as SimulatedClient;
  switch (at.do) {
    case 'send':
      return person.send(...at.kinds);
    case 'post':
      // Not awaited: more arrives meanwhile.
      return void person.post(at.kind);
    case 'cut':
      return person.cut();
    case 'connect':
      return person.connect();
    case 'sync':
      return person.sync();
    case 'nonsense':
      return person.sendNonsense();
    case 'pass':
      return platform.pass(at.ms);
    case 'sleep':
      return platform.sleep();
    case 'crash':
      return platform.crash();
    case 'fail commit':
      return platform.failNextCommit();
    case 'fail insert':
      return platform.failInsert(at.after);
  }
}

type Stored = { readonly seq: number; readonly user: string; readonly text: string };

const live = (plan: readonly Step[]): Promise<void> =>
  runInDurableObject(stubOf(newRoom()), (_room, ctx) =>
    SimulatedPlatform.simulate(ctx, async (platform) => {
      const people = ['ann', 'bob', 'cem'].map((name) => new SimulatedClient(platform, name));
      for (const person of people) person.connect();
      await platform.pass(1000);
      for (const at of plan) await take(at, platform, people);
      await platform.pass(1000);
      for (const person of people) person.expectAnswers();
      await settle(platform, people);
      expect(findAnomalies(people, storedIn(ctx.storage), platform.failedInserts)).toEqual([]);
    }),
  );

function storedIn({ sql }: DurableObjectStorage): Stored[] {
  // A room without messages has no tables.
  const { tables } = sql
    .exec<{ tables: number }>(
      "SELECT count(*) AS tables FROM sqlite_master WHERE name = 'messages'",
    )
    .one();
  return tables === 0
    ? []
    : sql.exec<Stored>('SELECT seq, user, text FROM messages ORDER BY seq').toArray();
}

/** Everyone reconnects, and everything is sent again until it is answered. */
async function settle(platform: SimulatedPlatform, people: readonly SimulatedClient[]) {
  platform.repair();
  for (let round = 0; round < 3; round++) {
    for (const person of people) {
      if (person.isConnected) person.retry();
      else person.connect();
    }
    await platform.pass(10_000);
  }
}

/** @returns the violations: none for a correct room. */
function findAnomalies(
  people: readonly SimulatedClient[],
  stored: readonly Stored[],
  failed: ReadonlySet<string>,
): string[] {
  const head = stored.at(-1)?.seq ?? 0;
  return [
    ...people.flatMap((person) => {
      const { name } = person.visitor.user;
      return [
        ...person.anomalies.map((what) => `${name}: ${what}`),
        ...(person.isAnswered ? [] : [`${name} waits for an answer`]),
        ...(person.seen === head ? [] : [`${name} has seen ${person.seen} of ${head}`]),
        ...notStoredOnce(person, stored),
        ...reordered(person, failed),
      ];
    }),
    ...stored.filter(({ seq }, at) => seq !== at + 1).map(({ seq }) => `a hole before ${seq}`),
  ];
}

/** What was acknowledged is stored with the acknowledged seq, and nowhere else [I1] [I2]. */
const notStoredOnce = ({ sent, visitor }: SimulatedClient, stored: readonly Stored[]): string[] =>
  sent
    .filter(({ kind }) => kind === 'message')
    .flatMap(({ cid, seq }) => {
      const places = stored.filter(({ user, text }) => user === visitor.user.id && text === cid);
      return places.length === 1 && places[0]?.seq === seq
        ? []
        : [`${cid}, acked at ${seq}, is stored at ${places.map((place) => place.seq)}`];
    });

/**
 * One person's messages are stored in the order in which they were sent [I3], except those that
 * could not be stored at first and those in one array with them [R63], whether or not the sender knows.
 */
function reordered({ sent }: SimulatedClient, failed: ReadonlySet<string>): string[] {
  const failedArrays = new Set(sent.filter(({ cid }) => failed.has(cid)).map(({ array }) => array));
  const inOrder = sent.filter(
    ({ kind, array, wasRetried }) => kind === 'message' && !wasRetried && !failedArrays.has(array),
  );
  return inOrder.flatMap(({ cid, seq = 0 }, at) =>
    seq > (inOrder[at - 1]?.seq ?? 0) ? [] : [`${cid} at ${seq} has overtaken what was before it`],
  );
}

/** A case found once by chance, and tested each time. */
const EXAMPLES: [Step[]][] = [
  [
    [
      { do: 'cut', who: 0 },
      { do: 'send', who: 1, kinds: ['message'] },
      { do: 'cut', who: 1 },
      { do: 'sync', who: 2 },
    ],
  ],
  [
    [
      { do: 'fail insert', after: 0 },
      { do: 'send', who: 1, kinds: ['message', 'message'] },
      { do: 'send', who: 1, kinds: ['message'] },
      { do: 'cut', who: 1 },
    ],
  ],
  [
    [
      { do: 'sleep' },
      { do: 'send', who: 1, kinds: ['message'] },
      { do: 'post', who: 1, kind: 'message' },
      { do: 'cut', who: 1 },
    ],
  ],
];

it('whatever arrives in one turn, and however turns fail, connections break and the room sleeps, no acknowledged message is lost, duplicated or reordered, and everyone sees each once [I1] [I2] [I3] [I4]', async () => {
  const seed = PROPERTY_SEED === '' ? Date.now() : Number(PROPERTY_SEED);
  console.info(`seed ${seed}`);
  // The log reports each statement that fails on purpose.
  vi.spyOn(console, 'error').mockReturnValue();
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), live), {
    seed,
    numRuns: RUNS_FOR_EACH * Number(PROPERTY_RUNS),
    examples: EXAMPLES,
    endOnFailure: false,
    interruptAfterTimeLimit: 60_000,
    markInterruptAsFailure: false,
  });
}, 120_000);
