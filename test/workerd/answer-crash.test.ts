import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { ended, first, history, waitForAnswers, waitForWords } from './support/answers.ts';
import { RoamingClient } from './support/roaming-client.ts';
import { stubOf } from './support/rooms.ts';
import { newRoom, session, TestClient } from './support/test-client.ts';

/** Waits until part of the answer is on the disk. */
const isKept = (room: string): Promise<void> =>
  runInDurableObject(stubOf(room), (_room, { storage }) =>
    waitFor(() => {
      const [run] = storage.sql.exec<{ text: string }>('SELECT text FROM runs').toArray();
      if (run === undefined || run.text === '') throw new Error('nothing kept yet');
    }),
  );

describe.concurrent('a room that crashes in the middle of an answer [I13]', () => {
  it('reports it as interrupted when it wakes, with the saved text, and starts the next one', async () => {
    const room = newRoom();
    const who = await session('Ann');
    const [ann, bob] = [await TestClient.join(room, who), await TestClient.join(room, 'Bob')];
    await ann.post('@assistant connect');
    await bob.post('@assistant help');
    const { id } = await first(ann);
    await isKept(room);
    await RoamingClient.disturb(room, 'abort');
    await ann.waitForClose();
    const again = await TestClient.join(room, who, ann.cursor);
    const all = await waitForAnswers(again, (told) => told.length === 2 && ended(told));
    const cut = all.find((answer) => answer.id === id);
    expect(cut?.assistant).toMatchObject({ state: 'interrupted', attempt: 1 });
    expect(all.find((answer) => answer.id !== id)?.assistant.state).toBe('done');
    // The helper repeats its answer, which starts with the saved text.
    const regenerate = { type: 'assistant.regenerate', id, cid: 'once-more' };
    expect(await again.command(regenerate)).toMatchObject({ type: 'ack' });
    const whole = await waitForAnswers(
      again,
      (told) => told.some((a) => a.assistant.attempt === 2) && ended(told),
    );
    const text = whole.find((answer) => answer.id === id)?.text;
    expect(cut?.text.length).toBeGreaterThan(0);
    expect(text?.length).toBeGreaterThan(cut?.text.length ?? 0);
    expect(text?.startsWith(cut?.text ?? '')).toBe(true);
  });

  it('is woken by its alarm without a connection, and reports the interruption first', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('@assistant help');
    const { id } = await first(ann);
    await waitForWords(ann, id, 2);
    await RoamingClient.disturb(room, 'abort');
    await ann.waitForClose();
    await runInDurableObject(stubOf(room), async (_room, { storage }) => {
      expect((await storage.getAlarm()) ?? Number.POSITIVE_INFINITY).toBeLessThan(
        Date.now() + 31_000,
      );
    });
    await runDurableObjectAlarm(stubOf(room));
    const { messages } = await history(room);
    expect(messages.at(-1)?.assistant).toMatchObject({ state: 'interrupted' });
  });
});
