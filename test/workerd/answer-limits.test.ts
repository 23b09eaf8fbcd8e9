import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { answersTo, ended, waitForAnswers } from './support/answers.ts';
import { stubOf } from './support/rooms.ts';
import { newRoom, TestClient } from './support/test-client.ts';

describe.concurrent('the queue and the limits [R107][R90]', () => {
  it('write one answer at a time in the order asked; at most three wait, one per person', async () => {
    const room = newRoom();
    const people = await Promise.all(
      ['Ann', 'Bob', 'Cid', 'Dan', 'Eve'].map((name) => TestClient.join(room, name)),
    );
    const [ann, bob] = people;
    if (ann === undefined || bob === undefined) throw new Error('nobody');
    await ann.post('@assistant help');
    await ann.post('@assistant who?');
    await ann.post('@assistant once more');
    for (const person of people.slice(1)) await person.post('@assistant help');
    const asked = await waitForAnswers(bob, (all) => all.length === 7);
    const state = ({ assistant }: (typeof asked)[number]) => assistant.code ?? assistant.state;
    const busy = 'assistant_busy';
    expect(asked.map(state).slice(1)).toEqual(['queued', busy, 'queued', 'queued', busy, busy]);
    for (const { assistant, id } of asked.slice(3, 5).reverse()) {
      const who = people.find((person) => person.you === assistant.by);
      expect(await who?.command({ type: 'assistant.stop', id })).toMatchObject({ type: 'ack' });
    }
    const done = await waitForAnswers(bob, ended);
    expect(done.map(state)).toEqual(['done', 'done', busy, 'stopped', 'stopped', busy, busy]);
    const finished = bob.received.flatMap((frame) =>
      frame.type === 'changed' && frame.message.assistant?.state === 'done'
        ? [frame.message.id]
        : [],
    );
    expect(finished).toEqual([asked[0]?.id, asked[1]?.id]);
  });

  it('reject a question above the person’s limit with a text and a time, also after a sleep [R108]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    for (let i = 0; i < 5; i++) {
      await ann.post('@assistant help');
      const [answer] = (await waitForAnswers(ann, (all) => all.length === i + 1)).slice(-1);
      await ann.command({ type: 'assistant.stop', id: answer?.id });
    }
    await evictDurableObject(stubOf(room));
    await ann.post('@assistant help');
    const answers = await waitForAnswers(ann, (all) => all.length === 6);
    const refused = answers[5];
    expect(refused?.assistant).toMatchObject({ state: 'failed', code: 'assistant_limit' });
    expect(refused?.assistant.retryAt).toBe((answers[0]?.timestamp ?? 0) + 60_000);
    const again = { type: 'assistant.regenerate', id: answers[0]?.id };
    const error = await ann.command(again);
    expect(error).toMatchObject({ type: 'error', code: 'assistant_limit' });
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
    expect(answersTo(ann)[0]).toEqual(answers[0]);
  });
});
