// Joining, and the states of the connection.
import { BEN, CLEO, MEI, NOUR } from './cast.ts';
import { COMPOSER } from './places.ts';
import type { Scene } from './scene.ts';

const TROUBLE = '.status[data-tone="trouble"]';
const OVER = '.status[data-tone="over"]';

export const arrivalStates: Readonly<Record<string, Scene>> = {
  loading: { title: 'Loading', onConnect: 'silent' },
  empty: { title: 'An empty room', talk: [], reader: true, steps: [['waitFor', '.first-run']] },
  'empty-company': {
    title: 'An empty room in which others are',
    talk: [],
    reader: true,
    welcome: { presence: { online: 7, members: [BEN, CLEO, MEI, NOUR] } },
    frames: [{ type: 'system', text: 'Ferry times, lost oars and found dogs.' }],
    steps: [['waitFor', '.first-run']],
  },
  joined: { title: 'An empty room, with a name', talk: [], steps: [['waitFor', '.first-run']] },
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
      ['waitFor', '.name-form p:not(:empty)'],
    ],
  },
  reconnecting: {
    title: 'Reconnecting, with text kept',
    steps: [
      ['write', 'What I was about to say', COMPOSER],
      ['disconnect', 'silent'],
      ['advance', 1000],
      ['waitFor', '.status[data-tone="passing"]'],
    ],
  },
  waiting: {
    title: 'Waiting to try again',
    steps: [
      ['write', 'What I was about to say', COMPOSER],
      ['disconnect', 'broken'],
      ['advance', 8000],
      ['waitFor', TROUBLE],
    ],
  },
  offline: {
    title: 'Offline, with messages queued',
    steps: [
      ['disconnect', 'broken'],
      ['offline'],
      ['send', 'The bakery has run out of rye.'],
      ['send', 'I take two of the white ones.'],
      ['send', 'Tell me if that is not enough.'],
    ],
  },
  'storage-denied': {
    title: 'Offline, where a reload would lose what waits',
    withoutStorage: true,
    steps: [['disconnect', 'broken'], ['offline'], ['send', 'The bakery has run out of rye.']],
  },
  events: { title: 'Connected by events', transport: 'events' },
  polling: { title: 'Connected by polls', transport: 'polling' },
  'bad-room': {
    title: 'No name for a room',
    room: 'Harbour!',
    onConnect: { code: 'bad_room', message: 'Bad name.' },
    steps: [['waitFor', OVER]],
  },
  'origin-refused': {
    title: 'A site that may not use the chat',
    onConnect: { code: 'origin_not_allowed', message: 'Not here.' },
    steps: [['waitFor', OVER]],
  },
  banned: {
    title: 'Banned',
    steps: [
      ['disconnect', { code: 'banned', message: 'Banned.' }],
      ['advance', 1000],
      ['waitFor', OVER],
    ],
  },
  closed: {
    title: 'A closed room',
    onConnect: { code: 'room_closed', message: 'Closed.' },
    steps: [['waitFor', OVER]],
  },
  full: {
    title: 'A full room',
    onConnect: { code: 'room_full', message: 'Full.', retryAfterMs: 20_000 },
    steps: [['waitFor', TROUBLE]],
  },

  connection: {
    title: 'The life of the connection',
    about: '#connection',
    steps: [
      ['press', '.head [aria-haspopup]'],
      ['press', '.menu button:nth-of-type(4)'],
      ['waitFor', '#connection'],
      ['waitFor', '.status:not([data-tone])'],
    ],
  },
};
