// The outbox beyond one page: reloads, several tabs, and storage that is slow, denied or lost.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from '../../../../src/client/outbox/outbox.ts';
import type { OutboxCommand } from '../../../../src/client/outbox/outbox-entry.ts';
import {
  BACKEND_TIMEOUT_MS,
  PersistedOutbox,
} from '../../../../src/client/outbox/persisted-storage.ts';
import { FakeBrowser, stored } from '../../../support/fake-browser.ts';
import { ADA, BEN, FakeClock } from '../fakes.ts';

let clock: FakeClock;
let browser: FakeBrowser;

beforeEach(() => {
  clock = new FakeClock();
  browser = new FakeBrowser();
});

/** A tab of the browser, with what it has sent. */
function openTab() {
  const sent: OutboxCommand[] = [];
  const outbox = new Outbox({
    ...{ clock, random: () => 1, stalled() {}, renew() {} },
    openStorage: (settled) => new PersistedOutbox(browser.tab(), clock, settled),
    limits: () => ({}),
    send: (commands) => sent.push(...commands) > 0,
  });
  return {
    outbox,
    sent,
    cids: () => sent.map(({ cid }) => cid),
    status: () => outbox.entries.get().map((entry) => `${entry.cid} ${entry.status}`),
    kept: () => outbox.entries.get().map((entry) => entry.kept),
    say: (cid: string) => outbox.add({ type: 'message', cid, text: `text of ${cid}` }, ADA.id),
    ack: (cid: string, seq: number) =>
      outbox.acked({ type: 'ack', cid, seq, id: `e1-${seq}`, timestamp: 1 }),
  };
}

describe('a persisted outbox', () => {
  it('stores a message before it sends it, and says when it is stored', async () => {
    let open = () => {};
    const tab = openTab();
    await stored();
    tab.outbox.open(ADA.id);
    await stored();
    browser.gate = () =>
      new Promise((resolve) => {
        open = resolve;
      });
    void tab.say('a');
    await stored();
    expect(tab.status()).toEqual(['a pending']);
    expect(tab.kept()).toEqual([false]);
    expect(tab.cids()).toEqual([]);
    open();
    await stored();
    expect(tab.kept()).toEqual([true]);
    expect(browser.stored).toMatchObject([{ cid: 'a', userId: ADA.id, status: 'pending' }]);
    expect(tab.cids()).toEqual(['a']);
  });

  it('sends after a reload what was not confirmed, in order and with the same cids', async () => {
    const before = openTab();
    for (const cid of ['a', 'b', 'c']) void before.say(cid);
    before.outbox.open(ADA.id);
    await stored();
    before.ack('a', 1);
    await stored();
    before.outbox.end();
    const after = openTab();
    await stored();
    after.outbox.open(ADA.id);
    after.outbox.reached(({ seq }) => seq <= 1);
    await stored();
    expect(after.status()).toEqual(['b pending', 'c pending']);
    after.ack('b', 2);
    await stored();
    expect(after.cids()).toEqual(['b', 'c']);
  });

  it('keeps failed messages, and an edit whose result is unknown', async () => {
    const before = openTab();
    void before.outbox.add({ type: 'edit', cid: 'x', id: 'e1-1', text: 'better' }, ADA.id);
    await stored();
    before.outbox.end();
    const after = openTab();
    after.outbox.open(ADA.id);
    await stored();
    after.outbox.refused({ type: 'error', cid: 'x', code: 'not_allowed', message: 'No.' });
    await stored();
    expect(after.status()).toEqual(['x failed']);
    expect(browser.stored).toMatchObject([{ cid: 'x', status: 'failed' }]);
  });

  it('shows another person’s messages as failed, and leaves them to their author', async () => {
    const ada = openTab();
    void ada.say('a');
    await stored();
    ada.outbox.end();
    const ben = openTab();
    ben.outbox.open(BEN.id);
    await stored();
    expect(ben.status()).toEqual(['a failed']);
    expect(ben.cids()).toEqual([]);
    expect(browser.stored).toMatchObject([{ cid: 'a', status: 'pending' }]);
  });

  it('deletes everything of one person, and nothing of another', async () => {
    const tab = openTab();
    const done = tab.say('a');
    void tab.outbox.add({ type: 'message', cid: 'b', text: 'mine' }, BEN.id);
    tab.outbox.forget(ADA.id);
    await stored();
    expect(await done).toMatchObject({ ok: false, fault: { code: 'discarded' } });
    expect(browser.stored.map(({ cid }) => cid)).toEqual(['b']);
  });

  it.each([
    ['denied', () => Promise.reject(new Error('denied'))],
    ['silent', () => new Promise<void>(() => {})],
  ])('continues in memory when storage is %s, and says so', async (_, gate) => {
    browser.gate = gate;
    const tab = openTab();
    tab.outbox.open(ADA.id);
    void tab.say('a');
    await stored();
    clock.pass(BACKEND_TIMEOUT_MS);
    expect(tab.outbox.durable.get()).toBe(false);
    expect(tab.kept()).toEqual([false]);
    expect(tab.cids()).toEqual(['a']);
    tab.ack('a', 1);
    void tab.say('b');
    expect(tab.cids()).toEqual(['a', 'b']);
  });
});

describe('several tabs', () => {
  it('show the same messages, and one of them sends for all, in order', async () => {
    const [one, two] = [openTab(), openTab()];
    one.outbox.open(ADA.id);
    two.outbox.open(ADA.id);
    await stored();
    void two.say('a');
    await stored();
    void one.say('b');
    await stored();
    expect(two.status()).toEqual(['a pending', 'b pending']);
    expect(one.cids()).toEqual(['a']);
    one.ack('a', 1);
    await stored();
    expect(one.cids()).toEqual(['a', 'b']);
    expect(two.cids()).toEqual([]);
  });

  it('report the result to the tab that wrote a message', async () => {
    const [one, two] = [openTab(), openTab()];
    one.outbox.open(ADA.id);
    two.outbox.open(ADA.id);
    await stored();
    const done = two.say('a');
    const refused = two.outbox.add({ type: 'delete', cid: 'd', id: 'e1-1' }, ADA.id);
    await stored();
    one.ack('a', 7);
    await stored();
    one.outbox.refused({ type: 'error', cid: 'd', code: 'not_allowed', message: 'No.' });
    await stored();
    expect(await done).toEqual({ ok: true, value: { id: 'e1-7', seq: 7 } });
    expect(await refused).toMatchObject({ ok: false, fault: { code: 'not_allowed' } });
    expect([one.status(), two.status()]).toEqual([['a sent'], ['a sent']]);
    two.outbox.reached(() => true);
    expect(two.status()).toEqual([]);
  });

  it('pass sending on when the sending tab is closed or disconnected', async () => {
    const [one, two] = [openTab(), openTab()];
    one.outbox.open(ADA.id);
    two.outbox.open(ADA.id);
    await stored();
    void one.say('a');
    await stored();
    one.outbox.shut();
    await stored();
    expect(two.cids()).toEqual(['a']);
    two.ack('a', 1);
    await stored();
    one.outbox.open(ADA.id);
    void one.say('b');
    await stored();
    expect(one.cids()).toEqual(['a']);
    two.outbox.end();
    await stored();
    expect(one.cids()).toEqual(['a', 'b']);
  });

  it('do not send what one of them has discarded', async () => {
    const [one, two] = [openTab(), openTab()];
    one.outbox.open(ADA.id);
    void one.say('a');
    void one.say('b');
    await stored();
    two.outbox.discard('a');
    two.outbox.discard('b');
    await stored();
    expect(one.status()).toEqual([]);
    void one.say('c');
    await stored();
    expect(one.cids()).toEqual(['a', 'c']);
  });

  type Step = { readonly tab: number; readonly does: 'say' | 'answer' | 'lose' | 'reload' };
  const steps = fc.array(
    fc.record<Step>({
      tab: fc.nat(2),
      does: fc.constantFrom('say', 'say', 'answer', 'answer', 'lose', 'reload'),
    }),
    { maxLength: 40 },
  );

  it('deliver every message once, each tab’s in order [I2, I3]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        clock = new FakeClock();
        browser = new FakeBrowser();
        const tabs = [openTab(), openTab(), openTab()];
        for (const tab of tabs) tab.outbox.open(ADA.id);
        await stored();
        const written: string[] = [];
        const log: string[] = [];
        const answer = (tab: ReturnType<typeof openTab>, lost: boolean) => {
          const command = tab.sent.shift();
          if (!command) return;
          if (!log.includes(command.cid)) log.push(command.cid);
          if (!lost) return tab.ack(command.cid, log.indexOf(command.cid) + 1);
          tab.outbox.shut();
          tab.outbox.open(ADA.id);
        };
        const everyone: Step[] = [0, 1, 2].map((tab) => ({ tab, does: 'answer' }));
        const rest = Array.from({ length: plan.length + 1 }, () => everyone).flat();
        for (const { tab: at, does } of [...plan, ...rest]) {
          const tab = tabs[at];
          if (!tab) continue;
          if (does === 'say') {
            written.push(`m${written.length}`);
            void tab.say(written.at(-1) ?? '');
          } else if (does === 'reload') {
            tab.outbox.end();
            tabs[at] = openTab();
            tabs[at].outbox.open(ADA.id);
          } else answer(tab, does === 'lose');
          await stored();
        }
        expect(log).toEqual(written);
        for (const { outbox } of tabs) {
          outbox.reached(() => true);
          expect(outbox.entries.get()).toEqual([]);
        }
      }),
    );
  });
});
