// The outbox of one browser under any events: tabs that open and close, two people, replies that are
// lost or rejections, storage that fails.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { type Answer, OutboxModel, PEOPLE, pass, type Tab } from './outbox-model.ts';

const tab = fc.nat(2);
const who = fc.constantFrom(...PEOPLE);
const answer = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Answer>('ack') },
  fc.constantFrom<Answer>(
    ...(['lose the ack', 'lose the command', 'later', 'hold', 'renew', 'never'] as const),
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
/** Once in a while a person's commands are deleted, or the storage is lost. */
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

async function take(model: OutboxModel, at: Step): Promise<void> {
  if (at.does === 'wait') await pass(model, at.ms);
  else if (at.does === 'lose storage') model.loseStorage(GATES[at.how]);
  else inTab(model, model.tabs[at.tab] as Tab, at);
}

function inTab(model: OutboxModel, tab: Tab, at: Extract<Step, { tab: number }>): void {
  const shown = tab.outbox.entries.get();
  if (at.does === 'say') {
    for (let said = 0; said < at.many; said++) model.write(tab);
  } else if (at.does === 'answer') tab.answer(at.answer);
  else if (at.does === 'connect') tab.connect(at.who);
  else if (at.does === 'retry') {
    const failed = shown.filter(({ status }) => status === 'failed');
    const one = failed[at.pick % failed.length];
    if (one) model.retry(one.cid, tab);
  } else if (at.does === 'discard') {
    const kept = shown.filter(({ status }) => status !== 'sent');
    const one = kept[at.pick % kept.length];
    if (one) model.discard(one.cid, tab);
  } else if (at.does === 'forget') model.forget(at.who, tab);
  else tab[at.does]();
}

/** The connection works and the room accepts, for each person in turn, until nothing is in flight. */
async function settle(model: OutboxModel): Promise<void> {
  for (const userId of PEOPLE) {
    for (const tab of model.tabs) tab.connect(userId);
    await model.rest();
    for (let idle = 0; idle < 2; idle++) {
      await pass(model, 30_000);
      while (model.tabs.some(({ line }) => line.length > 0)) {
        idle = 0;
        for (const tab of model.tabs) tab.answer('ack');
        await model.rest();
      }
    }
  }
}

async function live(plan: readonly Step[]): Promise<void> {
  const model = new OutboxModel();
  await model.rest();
  for (const at of plan) {
    await take(model, at);
    await model.rest();
    expect(model.wrong).toEqual([]);
    if (model.shares) oneSends(model);
  }
  await settle(model);
  expect(model.wrong).toEqual([]);
  expect([...model.untold]).toEqual([]);
  isKept(model);
}

/** One tab at a time sends for a person, at once unless told to wait. Each entry says if it is stored. */
function oneSends({ browser, tabs, written }: OutboxModel): void {
  for (const userId of PEOPLE) {
    const theirs = tabs.filter((tab) => tab.userId === userId && tab.isConnected);
    const isDue = browser.stored.some(
      (entry) => entry.status === 'pending' && entry.userId === userId,
    );
    const mayWait = theirs.length === 0 || theirs.some(({ outbox }) => outbox.pause.get() !== null);
    const underWay = theirs
      .flatMap(({ line }) => line)
      .filter(({ cid }) => written.get(cid)?.outcome !== 'discarded');
    const senders = theirs.filter(({ line }) =>
      line.some(({ cid }) => written.get(cid)?.outcome !== 'discarded'),
    );
    expect(senders.length, `tabs that send for ${userId}`).toBeLessThanOrEqual(1);
    if (!mayWait) expect(underWay.length > 0, `sent for ${userId}`).toBe(isDue);
  }
  for (const { outbox } of tabs)
    for (const { cid, kept } of outbox.entries.get())
      expect(kept, `${cid} is kept`).toBe(browser.stored.some((entry) => entry.cid === cid));
}

/** In the end everything is in the room, except what was discarded, rejected, or held by no page. */
function isKept({ written, log, shares, tabs }: OutboxModel): void {
  const refused: string[] = [];
  for (const [cid, { outcome, heldBy }] of written) {
    if (outcome === 'waits' && (shares || heldBy.size > 0)) expect(log, 'lost').toContain(cid);
    if (outcome === 'refused' && shares) expect(log).not.toContain(cid);
    if (outcome === 'refused') refused.push(cid);
  }
  for (const { outbox } of tabs) {
    outbox.reached(() => true);
    const kept = outbox.entries.get();
    expect(kept.filter(({ status }) => status !== 'failed')).toEqual([]);
    if (shares) expect(kept.map(({ cid }) => cid).sort()).toEqual(refused.sort());
  }
}

it('whatever happens to tabs, connections, people and storage, every command is in the room once, in order and under its author’s name, or kept [I1] [I2] [I3]', async () => {
  const plan = fc.array(rareStep, { maxLength: 80, size: 'max' });
  await fc.assert(fc.asyncProperty(plan, live), propertyRuns(300));
}, 60_000);
