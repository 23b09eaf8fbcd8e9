import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { commandDecoder } from '../../../src/protocol/codec.ts';
import { ERRORS } from '../../../src/protocol/errors.ts';
import { DEFAULT_LIMITS, limitsFrom, limitVariable } from '../../../src/protocol/limits.ts';
import { cursorOf, messageIdOf, parseCursor, parseMessageId } from '../../../src/protocol/place.ts';
import { isRegistered, retryAfterClose, retryAfterError } from '../../../src/protocol/retry.ts';
import { utf8Bytes } from '../../../src/protocol/text.ts';
import { showsSomething } from '../../../src/protocol/visible.ts';
import { VERSION } from '../../../src/worker/version.ts';

const decode = commandDecoder(DEFAULT_LIMITS);

describe('reading what clients send', () => {
  // The first string takes fast-check seconds on a busy machine.
  it('never throws, whatever it is', { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decode(text).length > 0));
    fc.assert(fc.property(fc.json(), (text) => Array.isArray(decode(text))));
  });

  it('takes any well-formed text without control characters as it is', () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 1000 })
      .filter((text) => showsSomething(text) && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(printable, (text) => {
        const [decoded] = decode(JSON.stringify({ type: 'message', text }));
        return decoded?.ok === true && 'text' in decoded.command && decoded.command.text === text;
      }),
    );
  });

  it('knows the cid of an act that it refuses', () => {
    expect(decode('{"type":"message","cid":"c1"}')).toMatchObject([{ ok: false, cid: 'c1' }]);
    expect(decode('{"type":"shout","cid":"c2"}')).toMatchObject([{ ok: false, cid: 'c2' }]);
  });

  it('takes the good frames of an array beside the bad', () => {
    const decoded = decode('[{"type":"who"},5,{"type":"who"}]');
    expect(decoded.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it('turns CR LF into LF and leaves tabs and line breaks', () => {
    const [decoded] = decode(JSON.stringify({ type: 'message', text: 'a\r\nb\tc\nd\re' }));
    expect(decoded).toMatchObject({ command: { text: 'a\nb\tc\nd\ne' } });
  });
});

describe('places', () => {
  it('are written and read back the same', () => {
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
  ])('are not %j', (text) => expect(parseCursor(text)).toBeNull());
});

describe('errors', () => {
  it('close with a code of the range that says the same as they do', () => {
    for (const { retry, close } of Object.values(ERRORS))
      expect(retryAfterClose(close)).toBe(retry);
  });

  it('are known to a client by name where another try may help', () => {
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

  it('to come are understood by their range', () => {
    expect([4099, 4199, 4299].map(retryAfterClose)).toEqual(['never', 'later', 'now']);
  });
});

describe('limits', () => {
  it('can each be set by its variable, and stand where they are not', () => {
    expect(limitsFrom({})).toEqual({ ok: true, limits: DEFAULT_LIMITS });
    for (const name of Object.keys(DEFAULT_LIMITS) as (keyof typeof DEFAULT_LIMITS)[]) {
      const value = DEFAULT_LIMITS[name] + 1;
      const read = limitsFrom({ [limitVariable(name)]: String(value) });
      expect(read).toEqual({ ok: true, limits: { ...DEFAULT_LIMITS, [name]: value } });
    }
  });

  it.each(['', 'many', '-1', '1.5', '1e9', 'NaN'])('refuse %j and name the range', (value) => {
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

it('has one version', () => expect(VERSION).toBe(packageJson.version));
