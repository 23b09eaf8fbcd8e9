import { describe, expect, it } from 'vitest';
import { initialsOf } from '../../../../../src/ui/people/avatar/initials.ts';

const initials = (names: Readonly<Record<string, string>>) =>
  it.each(Object.entries(names))('of “%s” are “%s”', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });

describe('initials in scripts with capitals', () => {
  initials({
    Ada: 'A',
    'ada lovelace': 'AL',
    'Ben Okafor': 'BO',
    'John Ronald Reuel Tolkien': 'JT',
    'jean-luc': 'JL',
    'ada.lovelace': 'AL',
    user_42: 'U4',
    'Éloïse Ångström': 'ÉÅ',
    'E\u0301loi\u0308se': 'É',
    'Ольга Петрова': 'ОП',
    'Ελένη Παππά': 'ΕΠ',
    'ß first': 'ßF',
    '7 of 9': '79',
  });
});

describe('initials in other scripts are one character', () => {
  initials({
    陳美玲: '陳',
    'さくら 花子': 'さ',
    김민준: '김',
    نور: 'ن',
    'محمد علي': 'م',
    'דוד לוי': 'ד',
    नमिता: 'न',
    क्षितिज: 'क्षि',
    '陳 Mei': '陳',
  });
});

describe('initials of names with signs', () => {
  initials({
    '🦊 Fox': '🦊',
    '👩🏽‍🚀': '👩🏽‍🚀',
    '🇯🇵 Ken': '🇯🇵',
    '❤ Ada': '❤',
    'Ben 🚀': 'B',
    '“Ada” Lovelace': 'AL',
    'Ada (she/her)': 'A',
    'Ben Okafor [Support]': 'BO',
    '@ben': 'B',
    '(ada)': 'A',
    '...': '.',
    '': '',
  });
});
