import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { hasVisibleText } from '../../../src/protocol/has-visible-text.ts';
import { withoutInvisible } from '../../../src/protocol/invisible-characters.ts';
import { messageText, personName } from '../../../src/protocol/text.ts';

const nameSchema = personName(40);
const textSchema = messageText(4000);
const named = (name: string): string => {
  const parsed = v.safeParse(nameSchema, name);
  return parsed.success ? parsed.output : `refused: ${parsed.issues[0].message}`;
};
const said = (text: string): string => {
  const parsed = v.safeParse(textSchema, text);
  return parsed.success ? 'taken' : parsed.issues[0].message;
};

/** All code points with a property, as Unicode defines it. */
function* having(property: RegExp): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code++) {
    const sign = String.fromCodePoint(code);
    if (property.test(sign)) yield sign;
  }
}
const IGNORABLE = [...having(/\p{Default_Ignorable_Code_Point}/u)];
const TURNING = new Set(having(/\p{Bidi_Control}/u));
const QUIET = IGNORABLE.filter((sign) => !TURNING.has(sign));
const SPACES = [...having(/\p{Zs}/u), '\u2800'];
const BLANK = [...IGNORABLE, ...SPACES, '\u{1d159}', '\ufff9', '\ufffa', '\ufffb', '\t', '\n'];
/** Controls of hieroglyphs, which say how two of them are joined. */
const JOINING = [...having(/[\u{13430}-\u{13440}]/u)];
const code = (sign: string) => sign.codePointAt(0)?.toString(16);

describe('an invisible character', () => {
  it('is known from Unicode: thousands of them, with fillers and selectors', () => {
    expect(IGNORABLE.length).toBeGreaterThan(4000);
    for (const sign of '\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200d\u2060\u2064\u206a\u3164\ufe0f\ufeff\uffa0\u{e0041}\u{e0101}')
      expect(IGNORABLE, code(sign)).toContain(sign);
  });

  it('is not a message', () => {
    for (const blank of BLANK) {
      if (hasVisibleText(blank)) expect.unreachable(`${code(blank)} shows something`);
      if (said(blank.repeat(3)) !== 'is empty') expect.unreachable(`${code(blank)} is a message`);
    }
    for (const mark of having(/\p{M}/u)) if (hasVisibleText(mark)) expect.unreachable(code(mark));
    expect(said(BLANK.slice(0, 999).join(''))).toBe('is empty');
    expect(said('\u0301\u200d \ufe0f')).toBe('is empty');
  });

  it('stays in a message with visible text', () => {
    for (const text of ['a\u200bb', '👩‍🚀', '.', '٠', '1️⃣', 'é', '\ue000', '\u3164x'])
      expect(v.parse(textSchema, text)).toBe(text);
  });

  it('is not a name [R6]', () => {
    for (const blank of [...QUIET, '\u2800', '\u{1d159}', '\ufff9'])
      if (named(blank) !== 'refused: shows nothing') expect.unreachable(code(blank));
    expect(named('\u0301\u0308')).toBe('refused: shows nothing');
    for (const empty of ['', ' ', '\u3000\u00a0']) expect(named(empty)).toBe('refused: is empty');
  });

  it('is removed from names [R6]', () => {
    for (const sign of [...QUIET, ...JOINING])
      for (const [name, shown] of [
        [`A${sign}da`, 'Ada'],
        [`${sign}Ада${sign}`, 'Ада'],
        [`1${sign}2`, '12'],
      ] as const)
        if (named(name) !== shown) expect.unreachable(`${code(sign)} is kept in ${shown}`);
    for (const sign of SPACES)
      if (named(`${sign}Ada${sign} ${sign}L${sign}`) !== 'Ada L') expect.unreachable(code(sign));
    expect(named('\u0301Ada')).toBe('Ada');
    expect(named('Zoe\u200b\u0308')).toBe('Zoë');
  });

  it('is not counted in a name', () => {
    expect(named(`${'a\u200b'.repeat(40)}`)).toBe('a'.repeat(40));
    expect(named('a'.repeat(41))).toBe('refused: is longer than 40 characters');
  });
});

describe('a name keeps what its script or its emoji need', () => {
  it.each([
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क्\u200dष'],
    ['Hindi, apart', 'क्\u200cष'],
    ['Bengali', 'র\u200d্য'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['Mongolian', 'ᠮᠠ\u180b'],
    ['a Chinese character with a variation selector', '葛\u{e0100}城'],
    ['an astronaut', 'Ann 👩‍🚀'],
    ['a flag with tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['a keycap', '1️⃣'],
    ['a heart as a picture', '❤️'],
    ['a face as text', '☺️ and 😀\ufe0e'],
  ])('%s', (_, name) => expect(named(name)).toBe(name.normalize('NFC')));

  it('but not where it has no effect', () => {
    for (const [name, shown] of [
      ['👍\ufe0f', '👍'],
      ['❤\ufe0e', '❤'],
      ['د\u200cا', 'دا'],
      ['علی\u200c', 'علی'],
      ['क\u200cष', 'कष'],
      ['A\u{e0100}', 'A'],
      ['🇩🇪\u200d', '🇩🇪'],
    ] as const)
      expect(named(name)).toBe(shown);
  });
});

it.each([...TURNING, '\u2028', '\u2029', '\u0000', '\u0085'])(
  'a name cannot have the control character %j [R5]',
  (sign) => {
    expect(named(`A${sign}da`)).toBe('refused: holds a character that a name cannot have');
  },
);

describe('a cleaned name', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom(...QUIET.slice(0, 60), ' ', '\u0301', '❤', '👩', '🚀', 'क', '्', 'ا', 'ب', '葛'),
  );
  const line = fc.array(unit, { maxLength: 20 }).map((units) => units.join(''));

  it('is not changed by cleaning it again', () => {
    fc.assert(
      fc.property(line, (name) => {
        const cleaned = withoutInvisible(name);
        expect(withoutInvisible(cleaned)).toBe(cleaned);
        expect(cleaned.normalize('NFC')).toBe(cleaned);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows what the original name showed', () => {
    const shown = (text: string) =>
      text
        .normalize('NFD')
        .replace(/[\s\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/gu, '');
    fc.assert(
      fc.property(line, (name) => {
        fc.pre(!/[\ufff9-\ufffb\u{13441}\u{13442}]/u.test(name));
        expect(shown(withoutInvisible(name))).toBe(shown(name));
      }),
    );
  });
});
