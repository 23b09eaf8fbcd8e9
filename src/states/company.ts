// The list of people, and the menu of the own user.
import { FEW, MANY_PEOPLE } from './cast.ts';
import type { Scene } from './scene.ts';

export const companyStates: Readonly<Record<string, Scene>> = {
  people: {
    title: 'Who is here',
    about: '.people',
    welcome: { presence: FEW },
    steps: [['open', '.who']],
  },
  crowd: {
    title: 'Many people, and readers',
    about: '.people',
    welcome: { presence: { online: MANY_PEOPLE.length + 23, members: [...MANY_PEOPLE] } },
    steps: [['open', '.who']],
  },
  'count-only': {
    title: 'Too many people to name',
    about: '.people',
    welcome: { presence: { online: 1284 } },
    steps: [['open', '.who']],
  },
  rename: {
    title: 'Another name',
    about: '.people',
    welcome: { presence: FEW },
    steps: [
      ['open', '.who'],
      ['press', '.me [aria-haspopup]'],
      ['press', '.menu button:nth-of-type(1)'],
      ['waitFor', '.me input'],
    ],
  },
  'logout-question': {
    title: 'The question before logging out',
    about: '.people',
    acts: 'never',
    steps: [
      ['send', 'On my way.'],
      ['open', '.who'],
      ['press', '.me [aria-haspopup]'],
      ['press', '.menu .danger'],
      ['waitFor', '.forget'],
    ],
  },
  'person-menu': {
    title: 'What one can do about oneself',
    about: '.people',
    steps: [
      ['open', '.who'],
      ['press', '.me [aria-haspopup]'],
      ['waitFor', '.menu'],
    ],
  },
};
