import { describe, expect, it } from 'vitest';
import { startingWith } from '../../../../../src/ui/composer/completion/completion.ts';
import { completionQuery } from '../../../../../src/ui/composer/completion/completion-query.ts';
import { MentionableNames } from '../../../../../src/ui/people/mentionable-names.ts';

const sought = (text: string) => {
  const found = completionQuery(text, text.length);
  return found && `${found.kind} ${found.typed}`;
};

describe('the query being typed', () => {
  it.each([
    ['@', 'name '],
    ['Hi @ad', 'name ad'],
    ['(@Ada Love', 'name Ada Love'],
    ['你好@李', 'name 李'],
    ['สวัสดี@An', 'name An'],
    ['안녕@An', 'name An'],
    ['＠An', 'name An'],
    ['你好＠', 'name '],
    ['_@An', 'name An'],
    [':ta', 'emoji ta'],
    ['ok :+1', 'emoji +1'],
    ['@Ben thanks :rocket', 'emoji rocket'],
    ['@Ben thanks', 'name Ben thanks'],
    ['**:tada', 'emoji tada'],
  ])('%j is the start of %j', (text, expected) => expect(sought(text)).toBe(expected));

  it.each([
    '`:ta',
    '```\n:ta',
    '    :ta',
    'a@b',
    'почта@b',
    'e\u0301@b',
    '𝒜@b',
    'a_@b',
    '@ada\nx',
    ':)',
    ':D',
    '10:30',
    'https://x',
    'a:bc',
    '@ x',
    'x',
    '',
  ])('%j is the start of nothing', (text) => expect(sought(text)).toBeNull());
});

describe('names', () => {
  const known = new MentionableNames(['Ada', 'Ada Lovelace', 'Jean-Luc', 'İpek']);
  it('are found by the longest match, whatever the case', () => {
    expect(known.mentionAt('@ada lovelace!', 0)).toBe(13);
    expect(known.mentionAt('@ADA, hi', 0)).toBe(4);
    expect(known.mentionAt('@Adam', 0)).toBe(0);
    expect(known.mentionAt('@Ada9', 0)).toBe(0);
  });

  it('complete from each of their words', () => {
    expect(startingWith(known.all, '')).toHaveLength(4);
    expect(startingWith(known.all, 'lo')).toEqual(['Ada Lovelace']);
    expect(startingWith(known.all, 'luc')).toEqual(['Jean-Luc']);
    for (const typed of ['İp', 'ip', 'IP', 'I\u0307p'])
      expect(startingWith(known.all, typed)).toEqual(['İpek']);
    expect(startingWith(['Zoë'], 'Zoe\u0308')).toEqual(['Zoë']);
    expect(startingWith(known.all, 'x')).toEqual([]);
  });
});
