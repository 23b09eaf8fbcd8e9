// Who is here, and how one wishes to be called.
import { CROWD, FEW } from './cast.ts';
import type { Scene } from './scene.ts';

export const companyStates: Readonly<Record<string, Scene>> = {
  people: {
    title: 'Who is here',
    about: '.people',
    welcome: { presence: FEW },
    steps: [['press', '.who']],
  },
  crowd: {
    title: 'Many people, and readers',
    about: '.people',
    welcome: { presence: { online: CROWD.length + 23, members: [...CROWD] } },
    steps: [['press', '.who']],
  },
  'count-only': {
    title: 'Too many people to name',
    about: '.people',
    welcome: { presence: { online: 1284 } },
    steps: [['press', '.who']],
  },
  rename: {
    title: 'Another name',
    about: '.people',
    welcome: { presence: FEW },
    steps: [
      ['press', '.who'],
      ['press', '.person .worded'],
    ],
  },
  'logout-question': {
    title: 'The question before logging out',
    about: '.people',
    acts: 'never',
    steps: [
      ['say', 'On my way.'],
      ['press', '.who'],
      ['press', '.person .worded:nth-of-type(2)'],
    ],
  },
  alerts: {
    title: 'How one wishes to be called',
    about: '.people',
    steps: [
      ['press', '.alert-door button'],
      ['see', '.alerts'],
    ],
  },
};
