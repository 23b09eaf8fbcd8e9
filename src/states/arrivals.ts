// Coming in, and the life of the connection.
import { BEN, CLEO, MEI, NOUR } from './cast.ts';
import { COMPOSER } from './places.ts';
import type { Scene } from './scene.ts';

const TROUBLE = '.status[data-tone="trouble"]';
const OVER = '.status[data-tone="over"]';

export const arrivalStates: Readonly<Record<string, Scene>> = {
  loading: { title: 'Loading', door: 'silent' },
  empty: { title: 'An empty room', talk: [], reader: true, steps: [['see', '.first-run']] },
  'empty-company': {
    title: 'An empty room in which others are',
    talk: [],
    reader: true,
    welcome: { presence: { online: 7, members: [BEN, CLEO, MEI, NOUR] } },
    frames: [{ type: 'system', text: 'Ferry times, lost oars and found dogs.' }],
    steps: [['see', '.first-run']],
  },
  joined: { title: 'An empty room, with a name', talk: [], steps: [['see', '.first-run']] },
  'name-prompt': { title: 'A reader is asked for a name', reader: true },
  'name-taking': {
    title: 'A name on its way',
    reader: true,
    names: 'never',
    steps: [
      ['write', 'Ada'],
      ['press', '.name-form .primary'],
    ],
  },
  'name-refused': {
    title: 'A name that could not be taken',
    reader: true,
    names: { code: 'rate_limited', message: 'Too fast.' },
    steps: [
      ['write', 'Ada'],
      ['press', '.name-form .primary'],
      ['see', '.name-form p:not(:empty)'],
    ],
  },
  reconnecting: {
    title: 'Reconnecting, with text kept',
    steps: [
      ['write', 'What I was about to say', COMPOSER],
      ['lose', 'silent'],
      ['pass', 1000],
      ['see', '.status[data-tone="passing"]'],
    ],
  },
  waiting: {
    title: 'Waiting to try again',
    steps: [
      ['write', 'What I was about to say', COMPOSER],
      ['lose', 'broken'],
      ['pass', 8000],
      ['see', TROUBLE],
    ],
  },
  offline: {
    title: 'Offline, with messages queued',
    steps: [
      ['lose', 'broken'],
      ['offline'],
      ['say', 'The bakery has run out of rye.'],
      ['say', 'I take two of the white ones.'],
      ['say', 'Tell me if that is not enough.'],
    ],
  },
  'storage-denied': {
    title: 'Offline, where a reload would lose what waits',
    forgetful: true,
    steps: [['lose', 'broken'], ['offline'], ['say', 'The bakery has run out of rye.']],
  },
  events: { title: 'Connected by events', transport: 'events' },
  polling: { title: 'Connected by polls', transport: 'polling' },
  'bad-room': {
    title: 'No name for a room',
    room: 'Harbour!',
    door: { code: 'bad_room', message: 'Bad name.' },
    steps: [['see', OVER]],
  },
  'origin-refused': {
    title: 'A site that may not use the chat',
    door: { code: 'origin_not_allowed', message: 'Not here.' },
    steps: [['see', OVER]],
  },
  banned: {
    title: 'Banned',
    steps: [
      ['lose', { code: 'banned', message: 'Banned.' }],
      ['pass', 1000],
      ['see', OVER],
    ],
  },
  closed: {
    title: 'A closed room',
    door: { code: 'room_closed', message: 'Closed.' },
    steps: [['see', OVER]],
  },
  full: {
    title: 'A full room',
    door: { code: 'room_full', message: 'Full.', retryAfterMs: 20_000 },
    steps: [['see', TROUBLE]],
  },

  connection: {
    title: 'The life of the connection',
    about: '#connection',
    steps: [
      ['press', '.head [aria-haspopup]'],
      ['press', '.menu button:nth-of-type(4)'],
      ['see', '#connection'],
      ['see', '.status:not([data-tone])'],
    ],
  },
};
