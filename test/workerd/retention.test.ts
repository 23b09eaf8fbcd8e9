import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { HistoryBody } from '../../src/protocol/rest.ts';
import { ask, newRoom, Person } from './support/people.ts';
import { stubOf } from './support/rooms.ts';

/** As vitest.config.ts sets RETENTION_MESSAGES. */
const KEPT = 200;

it('forgets what is beyond the newest messages when its alarm rings, and says gap to who was there', async () => {
  const room = newRoom();
  const ann = await Person.join(room, 'Ann');
  for (let batch = 0; batch < 5; batch++)
    ann.send(Array.from({ length: 50 }, (_, i) => ({ type: 'message', text: `${batch}.${i}` })));
  await ann.hears('message', ({ text }) => text === '4.49');
  const [epoch] = ann.cursor.split('.');
  expect(await runDurableObjectAlarm(stubOf(room))).toBe(true);

  const texts: string[] = [];
  let before: string | null = null;
  do {
    const query: string = before === null ? '' : `&before=${before}`;
    const page = await ask(`/api/rooms/${room}/messages?limit=20${query}`);
    const body = (await page.json()) as HistoryBody;
    texts.unshift(...body.messages.map(({ text }) => text));
    before = body.before;
  } while (before !== null);
  expect(texts).toHaveLength(KEPT);
  expect([texts[0], texts.at(-1)]).toEqual(['1.0', '4.49']);

  const late = await Person.join(room, 'Bob', `${epoch}.10`);
  expect((await late.hears('welcome')).mode).toBe('gap');
  expect((await ann.says('and on it goes')).seq).toBe(251);
});
