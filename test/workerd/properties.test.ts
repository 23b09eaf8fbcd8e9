import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { HistoryBody } from '../../src/protocol/rest.ts';
import { findAnomalies } from '../support/checker.ts';
import { DISTURBANCES, RoamingClient, TRANSPORTS } from './support/roaming-client.ts';
import { ask, newRoom, type Session, session } from './support/test-client.ts';

const { PROPERTY_RUNS, PROPERTY_SEED } = env as unknown as Record<string, string>;

const who = fc.nat(2);
const pick = fc.nat(1000);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      who,
      many: fc.integer({ min: 1, max: 4 }),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'delete' as const, 'react' as const),
      who,
      pick,
      twice: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('switch' as const),
      who,
      to: fc.constantFrom(...TRANSPORTS, undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom(...DISTURBANCES) }),
  },
);
/** Steps of one moment run at the same time, each person’s own in sequence. */
const moments = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 10,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let sessions: Session[];
beforeAll(async () => {
  sessions = await Promise.all(['Ann', 'Bob', 'Cem'].map(session));
});

async function live(plan: Step[][]): Promise<void> {
  const room = newRoom();
  const people = sessions.map((known) => new RoamingClient(room, known));
  const person = (n: number): RoamingClient => people[n] as RoamingClient;
  let said = 0;

  const take = async (at: Step): Promise<void> => {
    if (!('who' in at)) return RoamingClient.disturb(room, at.do);
    const one = person(at.who);
    if (at.do === 'switch') return one.switchTo(at.to);
    if (at.do === 'say') {
      const texts = Array.from({ length: at.many }, () => `${one.name} ${++said}`);
      return one.execute(
        texts.map((text) => ({ type: 'message' as const, text })),
        at.twice,
      );
    }
    const { known } = one;
    const id = known[at.pick % known.length];
    if (id === undefined) return;
    const { pick, twice } = at;
    const acts = {
      edit: { type: 'edit' as const, id, text: `${one.name} edits ${++said}` },
      delete: { type: 'delete' as const, id },
      react: { type: 'react' as const, id, emoji: '👍', on: pick % 2 === 0 },
    };
    return one.execute([acts[at.do]], twice);
  };

  for (const moment of plan) {
    const lanes = Object.values(Object.groupBy(moment, (at) => ('who' in at ? at.who : 'room')));
    await Promise.all(
      lanes.map(async (lane) => {
        for (const at of lane ?? []) await take(at);
      }),
    );
  }
  for (const one of people) await one.switchTo('poll');
  const stored = await history(room);
  const sentCommands = people.flatMap((one) => one.sentCommands);
  expect(findAnomalies({ sentCommands, stored, readers: people })).toEqual([]);
  await expectSameAround(room, stored, said);
}

/** Pages around a message, and on from it in both directions, must match the plain pages [R74]. */
async function expectSameAround(room: string, stored: HistoryBody['messages'], pick: number) {
  const start = stored[pick % stored.length];
  if (start === undefined) return;
  const get = async (query: string) =>
    (await (await ask(`/api/rooms/${room}/messages?limit=7&${query}`)).json()) as HistoryBody;
  const { messages, ...first } = await get(`around=${start.id}`);
  expect(messages).toContainEqual(start);
  let { before, after = null } = first;
  while (before !== null) {
    const page = await get(`before=${before}`);
    messages.unshift(...page.messages);
    before = page.before;
  }
  while (after !== null) {
    const page = await get(`after=${after}`);
    messages.push(...page.messages);
    after = page.after ?? null;
  }
  expect(messages).toEqual(stored);
}

async function history(room: string) {
  const messages: HistoryBody['messages'] = [];
  let before: string | null = null;
  do {
    const query: string = before === null ? '' : `&before=${before}`;
    const page = (await (
      await ask(`/api/rooms/${room}/messages?limit=20${query}`)
    ).json()) as HistoryBody;
    messages.unshift(...page.messages);
    before = page.before;
  } while (before !== null);
  return messages;
}

it('whatever people do and however their connections break, nothing is lost, duplicated, reordered, skipped, inconsistent or invented [I1] [I2] [I3] [I4] [I7]', async () => {
  const seed = PROPERTY_SEED === '' ? Date.now() : Number(PROPERTY_SEED);
  console.info(`seed ${seed}`);
  await fc.assert(fc.asyncProperty(moments, live), {
    seed,
    numRuns: Number(PROPERTY_RUNS),
    endOnFailure: false,
    interruptAfterTimeLimit: 60_000,
    markInterruptAsFailure: false,
  });
}, 120_000);
