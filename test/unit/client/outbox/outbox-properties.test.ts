// The outbox of one browser under anything that may happen: tabs that come and go, two people,
// answers that are lost or refused, storage that fails.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runsOf } from '../property-runs.ts';
import { type Answer, PEOPLE, pass, type Tab, World } from './outbox-model.ts';

const tab = fc.nat(2);
const who = fc.constantFrom(...PEOPLE);
const answer = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Answer>('ack') },
  fc.constantFrom<Answer>(
    ...(['lose the ack', 'lose the act', 'later', 'hold', 'renew', 'never'] as const),
    'too large together',
  ),
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ does: fc.constant('say'), tab },
      many: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 12, arbitrary: fc.record({ does: fc.constant('answer'), tab, answer }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('connect'), tab, who }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('cut', 'reload', 'crash'), tab }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('retry'), tab, pick: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('discard'), tab, pick: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('wait'), ms: fc.integer({ max: 20_000, min: 1000 }) }),
  },
);
/** Once in a while somebody's words are forgotten, or the storage is lost. */
const rareStep = fc.oneof(
  { weight: 40, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('forget'), tab, who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('lose storage'),
      how: fc.constantFrom('denied', 'silent'),
    }),
  },
);
type Step = typeof rareStep extends fc.Arbitrary<infer S> ? S : never;

const GATES = {
  denied: () => Promise.reject(new Error('denied')),
  silent: () => new Promise<void>(() => {}),
};

async function take(world: World, at: Step): Promise<void> {
  if (at.does === 'wait') await pass(world, at.ms);
  else if (at.does === 'lose storage') world.loseStorage(GATES[at.how]);
  else inTab(world, world.tabs[at.tab] as Tab, at);
}

function inTab(world: World, tab: Tab, at: Extract<Step, { tab: number }>): void {
  const shown = tab.outbox.entries.get();
  if (at.does === 'say') {
    for (let said = 0; said < at.many; said++) world.write(tab);
  } else if (at.does === 'answer') tab.answer(at.answer);
  else if (at.does === 'connect') tab.connect(at.who);
  else if (at.does === 'retry') {
    const failed = shown.filter(({ status }) => status === 'failed');
    const one = failed[at.pick % failed.length];
    if (one) world.retry(one.cid, tab);
  } else if (at.does === 'discard') {
    const kept = shown.filter(({ status }) => status !== 'sent');
    const one = kept[at.pick % kept.length];
    if (one) world.discard(one.cid, tab);
  } else if (at.does === 'forget') world.forget(at.who, tab);
  else tab[at.does]();
}

/** The line works and the room is willing, for each person in turn, until nothing is under way. */
async function settle(world: World): Promise<void> {
  for (const userId of PEOPLE) {
    for (const tab of world.tabs) tab.connect(userId);
    await world.rest();
    for (let idle = 0; idle < 2; idle++) {
      await pass(world, 30_000);
      while (world.tabs.some(({ line }) => line.length > 0)) {
        idle = 0;
        for (const tab of world.tabs) tab.answer('ack');
        await world.rest();
      }
    }
  }
}

async function live(plan: readonly Step[]): Promise<void> {
  const world = new World();
  await world.rest();
  for (const at of plan) {
    await take(world, at);
    await world.rest();
    expect(world.wrong).toEqual([]);
    if (world.shares) oneSends(world);
  }
  await settle(world);
  expect(world.wrong).toEqual([]);
  expect([...world.untold]).toEqual([]);
  isKept(world);
}

/** One tab at a time sends for a person: at once, unless it was told to wait. Each entry says whether it is stored. */
function oneSends({ browser, tabs, written }: World): void {
  for (const userId of PEOPLE) {
    const theirs = tabs.filter((tab) => tab.userId === userId && tab.isConnected);
    const isDue = browser.stored.some(
      (entry) => entry.status === 'pending' && entry.userId === userId,
    );
    const mayWait = theirs.length === 0 || theirs.some(({ outbox }) => outbox.pause.get() !== null);
    const underWay = theirs
      .flatMap(({ line }) => line)
      .filter(({ cid }) => written.get(cid)?.fate !== 'discarded');
    const senders = theirs.filter(({ line }) =>
      line.some(({ cid }) => written.get(cid)?.fate !== 'discarded'),
    );
    expect(senders.length, `tabs that send for ${userId}`).toBeLessThanOrEqual(1);
    if (!mayWait) expect(underWay.length > 0, `sent for ${userId}`).toBe(isDue);
  }
  for (const { outbox } of tabs)
    for (const { cid, kept } of outbox.entries.get())
      expect(kept, `${cid} is kept`).toBe(browser.stored.some((entry) => entry.cid === cid));
}

/** In the end all is in the room, but what was given up, refused and kept, or held by no page. */
function isKept({ written, log, shares, tabs }: World): void {
  const refused: string[] = [];
  for (const [cid, { fate, heldBy }] of written) {
    if (fate === 'waits' && (shares || heldBy.size > 0)) expect(log, 'lost').toContain(cid);
    if (fate === 'refused' && shares) expect(log).not.toContain(cid);
    if (fate === 'refused') refused.push(cid);
  }
  for (const { outbox } of tabs) {
    outbox.reached(() => true);
    const kept = outbox.entries.get();
    expect(kept.filter(({ status }) => status !== 'failed')).toEqual([]);
    if (shares) expect(kept.map(({ cid }) => cid).sort()).toEqual(refused.sort());
  }
}

it('whatever happens to tabs, lines, people and storage, every act is in the room once, in its order and under its author’s name, or kept [I1] [I2] [I3]', async () => {
  const plan = fc.array(rareStep, { maxLength: 80, size: 'max' });
  await fc.assert(fc.asyncProperty(plan, live), runsOf(300));
}, 60_000);
