import { describe, expect, it } from 'vitest';
import { ANSWER_CHARS } from '../../../../src/protocol/limits.ts';
import { Clock, ScriptedProvider, settle } from '../../../support/scripted-provider.ts';
import { watchedRun } from './world.ts';

const FAMILY = '👩‍👩‍👧‍👦';
const DONE = { type: 'end' } as const;
const fail = (code: 'assistant_busy' | 'assistant_unavailable', more = {}) =>
  ({ type: 'failed', code, ...more }) as const;

function begun() {
  const clock = new Clock();
  const provider = new ScriptedProvider();
  const watched = watchedRun(provider, clock);
  watched.run.begin();
  return { clock, provider, ...watched };
}

describe('the text of an answer [R103]', () => {
  it('is sent at once, and text that follows within a moment is batched', async () => {
    const { clock, provider, told, endings } = begun();
    provider.say('Once');
    await settle();
    expect(told).toEqual([{ at: clock.now(), offset: 0, text: 'Once' }]);
    provider.say(' upon', ' a', ' time');
    await clock.advance(49);
    expect(told).toHaveLength(1);
    await clock.advance(1);
    expect(told[1]).toMatchObject({ offset: 4, text: ' upon a time' });
    provider.say('.', DONE);
    await settle();
    expect(endings).toMatchObject([{ state: 'done', text: 'Once upon a time.' }]);
    expect(told.map(({ text }) => text).join('')).toBe('Once upon a time.');
    expect(clock.pending).toBe(0);
  });

  it('is well-formed at every moment, wherever a character is split', async () => {
    const text = 'a👩‍👩‍👧\u{1F600}é\r\nb\u0000c\rd';
    for (let at = 0; at <= text.length; at++) {
      const { provider, told, run, endings } = begun();
      provider.say(text.slice(0, at));
      await settle();
      expect(run.sent.isWellFormed()).toBe(true);
      provider.say(text.slice(at), DONE);
      await settle();
      expect(told.every((delta) => delta.text.isWellFormed())).toBe(true);
      expect(endings[0]?.text).toBe('a👩‍👩‍👧\u{1F600}é\nbc\nd');
      expect(told.map((delta) => delta.text).join('')).toBe(endings[0]?.text);
    }
  });

  it('is saved once a second while it arrives, and at no other time', async () => {
    const { clock, provider, kept, endings } = begun();
    for (let i = 0; i < 300; i++) {
      provider.say(`word${i} `);
      await clock.advance(25);
    }
    provider.say(DONE);
    await settle();
    expect(kept).toHaveLength(7);
    for (const { text } of kept) expect(endings[0]?.text.startsWith(text)).toBe(true);
    await clock.advance(60_000);
    expect(kept).toHaveLength(7);
  });

  it('ends at its maximum length, between two characters [R109]', async () => {
    const { provider, endings, told } = begun();
    provider.say('x', '👍'.repeat(ANSWER_CHARS), 'more');
    await settle();
    expect(endings).toMatchObject([{ state: 'done', code: 'assistant_too_long' }]);
    expect(endings[0]?.text.length).toBe(ANSWER_CHARS - 1);
    expect(endings[0]?.text.isWellFormed()).toBe(true);
    expect(told.map(({ text }) => text).join('')).toBe(endings[0]?.text);
    expect(provider.signals[0]?.aborted).toBe(true);
  });

  it.each([
    ['just fits', 'x'.repeat(ANSWER_CHARS), ANSWER_CHARS, false],
    ['is one shorter', 'x'.repeat(ANSWER_CHARS - 1), ANSWER_CHARS - 1, false],
    ['is one longer', 'x'.repeat(ANSWER_CHARS + 1), ANSWER_CHARS, true],
    [
      'ends with a family that fits',
      `${'x'.repeat(ANSWER_CHARS - 11)}${FAMILY}`,
      ANSWER_CHARS,
      false,
    ],
    [
      'has a family at its end',
      `${'x'.repeat(ANSWER_CHARS - 10)}${FAMILY}`,
      ANSWER_CHARS - 10,
      true,
    ],
    ['has an accent at its end', `${'x'.repeat(ANSWER_CHARS)}\u0301`, ANSWER_CHARS - 1, true],
    ['has a flag at its end', `${'x'.repeat(ANSWER_CHARS - 2)}🇫🇷`, ANSWER_CHARS - 2, true],
  ])(
    'is complete or cut between two characters when the text %s [R109]',
    async (_, text, length, isCut) => {
      for (const size of [1, 3, 4096, text.length]) {
        const { provider, told, endings } = begun();
        // In small steps where it matters, in large ones elsewhere.
        const from = text.length - 600;
        const tail = text.slice(from);
        provider.say(text.slice(0, from));
        for (let at = 0; at < tail.length; at += size) provider.say(tail.slice(at, at + size));
        provider.say(DONE);
        await expect.poll(() => endings.length).toBe(1);
        expect(endings[0]?.text).toBe(text.slice(0, length));
        expect(endings[0]?.code).toBe(isCut ? 'assistant_too_long' : undefined);
        expect(told.map((delta) => delta.text).join('')).toBe(endings[0]?.text);
      }
    },
  );

  it('is withdrawn when it was thinking, and the answer starts again [R117]', async () => {
    const { clock, provider, kept, told, endings } = begun();
    provider.say('secret');
    await settle();
    provider.say({ type: 'retracted' });
    await settle();
    expect(told).toEqual([]);
    provider.say('Hello');
    await clock.advance(1000);
    expect(told).toMatchObject([{ offset: 0, text: 'Hello' }]);
    expect(kept).toMatchObject([{ text: '' }, { text: 'Hello' }]);
    provider.say(DONE);
    await settle();
    expect(endings).toMatchObject([{ state: 'done', text: 'Hello' }]);
  });
});

describe('a deadline', () => {
  it('fails an answer whose first token does not arrive', async () => {
    const { clock, provider, endings } = begun();
    await clock.advance(29_999);
    expect(endings).toEqual([]);
    await clock.advance(1);
    expect(endings).toEqual([{ state: 'failed', code: 'assistant_timeout', text: '' }]);
    expect(provider.signals[0]?.aborted).toBe(true);
  });

  it('fails an answer that stalls, and keeps its text so far', async () => {
    const { clock, provider, endings } = begun();
    await clock.advance(29_000);
    provider.say('Once');
    await clock.advance(19_999);
    expect(endings).toEqual([]);
    await clock.advance(1);
    expect(endings).toEqual([{ state: 'failed', code: 'assistant_timeout', text: 'Once' }]);
  });

  it('fails an answer that never ends, but not one that thinks first', async () => {
    const { clock, provider, endings } = begun();
    for (let s = 0; s < 179; s += 10) {
      provider.say({ type: 'thinking' });
      await clock.advance(10_000);
      if (s < 170) expect(endings).toEqual([]);
    }
    expect(endings).toMatchObject([{ state: 'failed', code: 'assistant_timeout' }]);
  });
});

describe('a retry', () => {
  it('happens only before the first token, at most twice, and not sooner than requested', async () => {
    const { clock, provider, endings } = begun();
    provider.say(fail('assistant_busy', { again: true, retryAfterMs: 7000 }));
    await clock.advance(6999);
    expect(provider.signals).toHaveLength(1);
    // The connection of the first attempt is not kept open.
    expect(provider.signals[0]?.aborted).toBe(true);
    await clock.advance(1);
    expect(provider.signals).toHaveLength(2);
    provider.say(fail('assistant_busy', { again: true }));
    await clock.advance(3000);
    expect(provider.signals).toHaveLength(3);
    provider.say(fail('assistant_busy', { again: true, retryAfterMs: 9000 }));
    await clock.advance(60_000);
    expect(provider.signals).toHaveLength(3);
    expect(endings).toMatchObject([{ state: 'failed', code: 'assistant_busy' }]);
    expect(endings[0]?.retryAt).toBeGreaterThan(0);
  });

  it('does not happen after the first token, when it cannot help, or when the wait is too long', async () => {
    for (const { said, failure } of [
      { said: ['Once'], failure: fail('assistant_busy', { again: true }) },
      { said: [], failure: fail('assistant_unavailable') },
      { said: [], failure: fail('assistant_busy', { again: true, retryAfterMs: 20_001 }) },
    ]) {
      const { clock, provider, endings } = begun();
      provider.say(...said, failure);
      await clock.advance(120_000);
      expect(provider.signals).toHaveLength(1);
      expect(endings).toMatchObject([{ state: 'failed', code: failure.code, text: said.join('') }]);
    }
  });

  it('is cancelled by a stop while it waits', async () => {
    const { clock, provider, run, endings } = begun();
    provider.say(fail('assistant_busy', { again: true, retryAfterMs: 7000 }));
    await settle();
    run.drop();
    await clock.advance(60_000);
    expect(provider.signals).toHaveLength(1);
    expect(endings).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('the end of an answer [I13]', () => {
  it('happens once, whatever follows it', async () => {
    for (const late of [DONE, fail('assistant_busy'), { type: 'text', text: 'late' } as const]) {
      const { clock, provider, endings, told } = begun();
      provider.say('Once', DONE, late, late);
      await clock.advance(300_000);
      expect(endings).toMatchObject([{ state: 'done', text: 'Once' }]);
      expect(told).toHaveLength(1);
    }
  });

  it('is not reported once the answer was dropped, and the provider request is aborted', async () => {
    const { clock, provider, run, endings, told } = begun();
    provider.say('Once');
    await settle();
    run.drop();
    provider.say(' more', DONE);
    await clock.advance(300_000);
    expect(endings).toEqual([]);
    expect(told).toHaveLength(1);
    expect(provider.signals[0]?.aborted).toBe(true);
  });

  it('is a failure when the answer has no text', async () => {
    const { provider, endings } = begun();
    provider.say('  \n', DONE);
    await settle();
    expect(endings).toMatchObject([{ state: 'failed', code: 'assistant_unavailable' }]);
  });

  it('is reached when the provider throws or just stops', async () => {
    for (const answer of [
      async function* () {
        yield { type: 'text', text: 'Once' } as const;
        throw new Error('a defect');
      },
      async function* () {
        yield { type: 'text', text: 'Once' } as const;
      },
    ]) {
      const clock = new Clock();
      const { run, endings } = watchedRun({ name: 'broken', answer }, clock);
      run.begin();
      await settle();
      expect(endings).toMatchObject([
        { state: 'failed', code: 'assistant_unavailable', text: 'Once' },
      ]);
    }
  });
});
