import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { stubOf } from './support/rooms.ts';
import { SimulatedClient } from './support/simulated-client.ts';
import { SimulatedPlatform } from './support/simulated-platform.ts';
import { newRoom, TestClient } from './support/test-client.ts';

type Scene = {
  readonly platform: SimulatedPlatform;
  readonly ann: SimulatedClient;
  readonly bob: SimulatedClient;
};

/** A room with two people who have received everything. */
const withTwo = (act: (scene: Scene) => Promise<void>): Promise<void> =>
  runInDurableObject(stubOf(newRoom()), (_room, ctx) =>
    SimulatedPlatform.simulate(ctx, async (platform) => {
      const ann = new SimulatedClient(platform, 'ann');
      const bob = new SimulatedClient(platform, 'bob');
      for (const person of [ann, bob]) person.connect();
      ann.send('message');
      await platform.pass(5000);
      platform.commits = 0;
      platform.saves = 0;
      ann.batches = 0;
      bob.batches = 0;
      await act({ platform, ann, bob });
      expect([...ann.anomalies, ...bob.anomalies]).toEqual([]);
    }),
  );

describe('a batch of commands', () => {
  it('is stored by one commit, saved by one write per sender and sent in one message per socket', () =>
    withTwo(async ({ platform, ann, bob }) => {
      for (let n = 0; n < 50; n++) {
        ann.send('message');
        bob.send('message', 'refused');
      }
      void ann.post('message');
      await platform.pass(0);
      expect(bob.seen).toBe(102);
      expect([platform.commits, platform.saves]).toEqual([1, 2]);
      expect([ann.batches, bob.batches]).toEqual([1, 1]);
      expect([ann.isAnswered, bob.isAnswered]).toEqual([true, true]);
    }));

  it('is handled even if its sender disconnects right after it', () =>
    withTwo(async ({ platform, ann, bob }) => {
      ann.send('message');
      ann.cut();
      await platform.pass(5000);
      expect(bob.seen).toBe(2);
    }));

  it('is lost as a whole if its commit fails, and none of it is delivered', () =>
    withTwo(async ({ platform, ann, bob }) => {
      platform.failNextCommit();
      ann.send('message');
      bob.send('message');
      const posted = ann.post('message');
      await platform.pass(0);
      await posted;
      expect([ann.isConnected, bob.isConnected]).toEqual([false, false]);
      expect([ann.batches, bob.batches, bob.seen]).toEqual([0, 0, 1]);
      expect([ann.isAnswered, bob.isAnswered]).toEqual([false, false]);
    }));

  it('is handled even if the room is put to sleep right after it [I12]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    for (let n = 0; n < 9; n++) ann.send({ type: 'message', text: `${n}`, cid: `c${n}` });
    await evictDurableObject(stubOf(room), { webSockets: 'hibernate' });
    await ann.waitForFrame('message', ({ text }) => text === '8');
    expect(ann.texts).toEqual(Array.from({ length: 9 }, (_, n) => `${n}`));
  });
});
