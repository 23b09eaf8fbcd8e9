import { describe, expect, it } from 'vitest';
import { MentionFinder } from '../../src/protocol/mentions.ts';
import { ask, json, newRoom, session, TestClient } from './support/test-client.ts';

describe('different spellings', () => {
  it('of an emoji are one reaction, sent as Unicode recommends [R27]', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    const ben = await TestClient.join(room, 'Ben');
    const { id } = await ann.post('hello');
    await ann.command({ type: 'react', id, emoji: '\u2764', on: true });
    await ben.command({ type: 'react', id, emoji: '\u2764\ufe0f', on: true });
    await ben.command({ type: 'react', id, emoji: '👍\ufe0f', on: true });
    await ann.command({ type: 'react', id, emoji: '☝\ufe0f🏽', on: true });
    const last = await ben.waitForFrame(
      'changed',
      ({ message }) => '☝🏽' in (message.reactions ?? {}),
    );
    const counts = Object.entries(last.message.reactions ?? {}).map(([emoji, { count }]) => [
      emoji,
      count,
    ]);
    expect(counts).toEqual([
      ['❤️', 2],
      ['👍', 1],
      ['☝🏽', 1],
    ]);
    const { seq } = await ben
      .command({ type: 'react', id, emoji: '❤', on: false })
      .then((answer) => {
        if (answer.type !== 'ack') throw new Error(answer.message);
        return answer;
      });
    const { message } = await ann.waitForFrame('changed', (frame) => frame.seq === seq);
    expect(message.reactions?.['❤️']?.count).toBe(1);
  });

  it('of a name are one name, without invisible characters [R6]', async () => {
    for (const name of ['A\u200bda', 'Ad\u2060a', 'A\u3164da', 'A\u{e0100}da', '\u00adAda\ufe0f'])
      expect((await session(name)).user.name).toBe('Ada');
    const blank = await ask('/api/session', json({ name: '\u3164' }));
    expect(blank.status).toBe(400);
    expect(await blank.json()).toMatchObject({ error: { message: '"name" shows nothing.' } });
  });

  it('of a mention are one mention, which ends at a character boundary in this runtime too [R26]', () => {
    const finder = new MentionFinder(['Zoë', '👩']);
    expect(finder.all('你好@Zoe\u0308 @ZOË')).toHaveLength(2);
    expect(finder.all('@👩‍🚀')).toEqual([]);
  });
});
