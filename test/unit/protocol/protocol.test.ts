import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { commandDecoder } from '../../../src/protocol/codec.ts';
import { ERRORS } from '../../../src/protocol/errors.ts';
import { hasVisibleText } from '../../../src/protocol/has-visible-text.ts';
import { DEFAULT_LIMITS, limitsFrom, limitVariable } from '../../../src/protocol/limits.ts';
import { cursorOf, messageIdOf, parseCursor, parseMessageId } from '../../../src/protocol/place.ts';
import { isRegistered, retryAfterClose, retryAfterError } from '../../../src/protocol/retry.ts';
import { utf8Bytes } from '../../../src/protocol/text.ts';
import { VERSION } from '../../../src/worker/version.ts';

const decode = commandDecoder(DEFAULT_LIMITS);

describe('reading client frames', () => {
  // The first string takes fast-check seconds on a busy machine.
  it('never throws, whatever they are', { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decode(text).length > 0));
    fc.assert(fc.property(fc.json(), (text) => Array.isArray(decode(text))));
  });

  it('accepts any well-formed text without control characters unchanged', () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 1000 })
      .filter((text) => hasVisibleText(text) && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(printable, (text) => {
        const [decoded] = decode(JSON.stringify({ type: 'message', text }));
        return decoded?.ok === true && 'text' in decoded.command && decoded.command.text === text;
      }),
    );
  });

  it('returns the cid of a rejected command', () => {
    expect(decode('{"type":"message","cid":"c1"}')).toMatchObject([{ ok: false, cid: 'c1' }]);
    expect(decode('{"type":"shout","cid":"c2"}')).toMatchObject([{ ok: false, cid: 'c2' }]);
  });

  const long = (cid: string, text = 'x'.repeat(20_000)) =>
    JSON.stringify({ type: 'message', text, cid });
  const cidsOf = (text: string) => decode(text).map((decoded) => decoded.cid);

  it.each([
    ['a text too large', long('c1')],
    ['a frame of a mebibyte', long('c1', 'x'.repeat(1_048_576))],
    ['the cid before it', `{"cid":"c1","text":"${'x'.repeat(20_000)}"}`],
    ['spaces in the frame', `{ "text": "${'x'.repeat(20_000)}", "cid" : "c1" }`],
    ['a text that looks like a cid', long('c1', '","cid":"c2"'.repeat(3000))],
    ['invalid JSON', '{"type":"message","cid":"c1","text":"'],
  ])('attributes a message that is rejected as a whole: %s [R64]', (_, sent) => {
    expect(cidsOf(sent)).toEqual(['c1']);
  });

  it.each([
    ['none', 'x'.repeat(20_000)],
    ['far from both ends', `${'x'.repeat(2000)}"cid":"c1"${'x'.repeat(20_000)}`],
    ['too long', `${'x'.repeat(20_000)}"cid":"${'c'.repeat(65)}"`],
  ])('does not attribute it when the cid is %s [R64]', (_, sent) => {
    expect(cidsOf(sent)).toEqual([undefined]);
  });

  it('rejects too many frames at once as one error for all their commands [R64]', () => {
    const frames = Array.from({ length: 400 }, (_, at) => ({ type: 'who', cid: `c${at % 60}` }));
    const decoded = decode(JSON.stringify(frames));
    expect(decoded.map(({ cid }) => cid)).toEqual(Array.from({ length: 50 }, (_, at) => `c${at}`));
    expect(decoded.filter((one) => !one.ok && !one.repeated)).toHaveLength(1);
    expect(new Set(decoded.map((one) => !one.ok && one.fault.code))).toEqual(
      new Set(['too_large']),
    );
  });

  it('accepts the valid frames of an array beside the invalid', () => {
    const decoded = decode('[{"type":"who"},5,{"type":"who"}]');
    expect(decoded.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it('turns CR LF into LF and keeps tabs and line breaks', () => {
    const [decoded] = decode(JSON.stringify({ type: 'message', text: 'a\r\nb\tc\nd\re' }));
    expect(decoded).toMatchObject({ command: { text: 'a\nb\tc\nd\ne' } });
  });
});

describe('cursors', () => {
  it('are written and read back unchanged', () => {
    const place = fc.record({
      epoch: fc.stringMatching(/^[a-z0-9]{1,32}$/),
      seq: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(place, (at) => {
        expect(parseCursor(cursorOf(at))).toEqual(at);
        expect(parseMessageId(messageIdOf(at))).toEqual(at);
      }),
    );
  });

  it.each([
    '',
    '.',
    'a.',
    '.1',
    'a.01',
    'a.-1',
    'a.1.2',
    'A.1',
    'a.1e3',
    'a.9007199254740993',
    'a.1\n',
  ])('do not include %j', (text) => expect(parseCursor(text)).toBeNull());
});

describe('errors', () => {
  it('close with a code of the matching range', () => {
    for (const { retry, close } of Object.values(ERRORS))
      expect(retryAfterClose(close)).toBe(retry);
  });

  it('are named as retryable to a client if they are', () => {
    for (const [code, { retry, close }] of Object.entries(ERRORS)) {
      expect(retryAfterError(code) ?? 'never').toBe(retry);
      expect(isRegistered(close)).toBe(true);
    }
    expect(['toString', 'of_tomorrow'].map(retryAfterError)).toEqual([undefined, undefined]);
    expect([1000, 3999, 4300].some(isRegistered)).toBe(false);
  });

  it('outside the ranges mean: back off', () => {
    for (const code of [1000, 1001, 1005, 1006, 1011, 3000, 4300, 4999])
      expect(retryAfterClose(code)).toBe('later');
  });

  it('of the future are handled by their range', () => {
    expect([4099, 4199, 4299].map(retryAfterClose)).toEqual(['never', 'later', 'now']);
  });
});

describe('limits', () => {
  const problemOf = (env: Record<string, string>) => {
    const read = limitsFrom(env);
    return read.ok ? null : read.problem;
  };

  it.each([
    [{ LIMIT_TEXT_CHARS: '20000' }, ['LIMIT_FRAME_BYTES', '60256', 'LIMIT_TEXT_CHARS']],
    [{ LIMIT_MESAGE_BURST: '5' }, ['LIMIT_MESAGE_BURST is not a limit']],
    [{ LIMIT_FRAME_BYTES: '8000' }, ['LIMIT_FRAME_BYTES', '12256', 'LIMIT_TEXT_CHARS']],
    [
      { LIMIT_TEXT_CHARS: '1', LIMIT_NAME_CHARS: '200', LIMIT_FRAME_BYTES: '500' },
      ['LIMIT_FRAME_BYTES', '856', 'LIMIT_NAME_CHARS'],
    ],
    [
      { LIMIT_TEXT_CHARS: '100000', LIMIT_FRAME_BYTES: '400000', LIMIT_PAGE_MESSAGES: '500' },
      ['LIMIT_PAGE_MESSAGES', '111', 'LIMIT_TEXT_CHARS'],
    ],
  ])('that are impossible are rejected: %j', (env, named) => {
    for (const word of named) expect(problemOf(env)).toContain(word);
    expect(problemOf(env)).toMatch(/^[A-Z].*\.$/);
  });

  it('allow any text of the maximum length in one frame, whatever its characters', () => {
    const sizes = fc.record({
      LIMIT_TEXT_CHARS: fc.integer({ min: 1, max: 100_000 }).map(String),
      LIMIT_FRAME_BYTES: fc.integer({ min: 256, max: 1_048_576 }).map(String),
    });
    fc.assert(
      fc.property(sizes, (env) => {
        const read = limitsFrom(env);
        if (!read.ok) return;
        const text = '文'.repeat(read.limits.textChars);
        const [cid, replyTo] = ['c'.repeat(64), `${'e'.repeat(32)}-9007199254740991`];
        const frame = JSON.stringify({ type: 'message', text, cid, replyTo });
        expect(commandDecoder(read.limits)(frame)).toMatchObject([{ ok: true }]);
      }),
      { numRuns: 30 },
    );
  });

  it('can each be set by their variable, and have defaults', () => {
    expect(limitsFrom({})).toEqual({ ok: true, limits: DEFAULT_LIMITS });
    for (const name of Object.keys(DEFAULT_LIMITS) as (keyof typeof DEFAULT_LIMITS)[]) {
      const value = DEFAULT_LIMITS[name] + 1;
      const read = limitsFrom({ [limitVariable(name)]: String(value) });
      expect(read).toEqual({ ok: true, limits: { ...DEFAULT_LIMITS, [name]: value } });
    }
  });

  it.each(['', 'many', '-1', '1.5', '1e9', 'NaN'])('reject %j and name the range', (value) => {
    expect(limitsFrom({ LIMIT_TEXT_CHARS: value })).toEqual({
      ok: false,
      problem: 'LIMIT_TEXT_CHARS must be a whole number from 1 to 100000.',
    });
  });

  it('count bytes as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Bytes(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});

it('have one version', () => expect(VERSION).toBe(packageJson.version));
