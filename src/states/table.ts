// Every state that a person may see, by name. Who adds a feature adds its states here; the tests
// look at all of them.

import { answerStates } from './answers.ts';
import {
  ADA,
  BEN,
  CLEO,
  CROWD,
  EPOCH,
  HARD_TALK,
  LONG_TALK,
  MEI,
  NOUR,
  nextWord,
  RICH_TALK,
  TALK,
} from './cast.ts';
import type { Scene } from './scene.ts';

/** Where a row of the talk is. */
const row = (seq: number): string => `[data-key="${EPOCH}-${seq}"]`;
const article = (seq: number): string => `${row(seq)} article`;

const TROUBLE = '.status[data-tone="trouble"]';
const OVER = '.status[data-tone="over"]';
const COMPOSER = '.composer textarea';
const FEW = { online: 5, members: [ADA, BEN, CLEO, MEI, NOUR] };

const typing = (...users: (typeof ADA)[]) =>
  users.map((user) => ({ type: 'typing', user, on: true }) as const);

export const states: Readonly<Record<string, Scene>> = {
  // Coming in.
  loading: { title: 'Loading', door: 'silent' },
  empty: { title: 'An empty room', talk: [], reader: true },
  joined: { title: 'An empty room, with a name', talk: [] },
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

  // The conversation.
  conversation: {
    title: 'A conversation',
    about: 'body',
    talk: TALK,
    welcome: { presence: FEW },
    frames: [{ type: 'system', text: 'Welcome to the harbour. Be kind to the gulls.' }],
    // What finds addresses comes a moment later.
    steps: [['see', '.text a']],
  },
  hard: { title: 'What is hard to set', talk: HARD_TALK, steps: [['see', '.text a']] },
  'in-hand': { title: 'A message in hand', steps: [['key', '', article(11)]] },
  'own-in-hand': { title: 'An own message in hand', steps: [['key', '', article(12)]] },
  'quick-reactions': { title: 'Quick reactions', steps: [['key', '+', article(10)]] },
  removal: { title: 'The question before deleting', steps: [['key', 'Delete', article(12)]] },
  deleted: {
    title: 'A deleted message',
    steps: [
      ['key', 'Delete', article(12)],
      ['press', '.bar .danger'],
      ['see', '.gone'],
    ],
  },
  replying: { title: 'Replying', steps: [['key', 'r', article(9)]] },
  editing: { title: 'Editing', steps: [['key', 'e', article(12)]] },
  'found-by-quote': {
    title: 'Jumped to by its quote',
    talk: [...LONG_TALK.slice(0, -1), { ...LONG_TALK[39], replyTo: `${EPOCH}-9` } as never],
    steps: [
      ['press', '.quote'],
      ['see', '[data-found="true"]'],
    ],
  },
  'new-below': {
    title: 'New messages below',
    talk: LONG_TALK,
    steps: [
      ['see', row(40)],
      ['scrollTo', 200],
      ['see', '.pill'],
      ['hear', nextWord(41, BEN, 'Are you there?'), nextWord(42, CLEO, 'Up here!')],
      ['see', '.pill[data-new="true"]'],
    ],
  },
  unread: {
    title: 'What came while nobody looked',
    steps: [
      ['leave'],
      ['hear', nextWord(13, BEN, 'Are you there?'), nextWord(14, CLEO, 'He has found it.')],
      ['see', row(14)],
    ],
  },
  'read-by': {
    title: 'Who has read it',
    welcome: { presence: FEW, reads: { [BEN.id]: 12, [CLEO.id]: 12, [MEI.id]: 12, [NOUR.id]: 12 } },
  },
  rich: { title: 'All that a text can be', talk: RICH_TALK },
  keys: { title: 'What the keys do', about: 'dialog', steps: [['key', '?', article(12)]] },
  'scrolled-up': {
    title: 'Reading further up',
    talk: LONG_TALK,
    steps: [
      ['see', row(40)],
      ['scrollTo', 200],
      ['see', '.pill'],
    ],
  },
  'loading-older': {
    title: 'Earlier messages on their way',
    talk: LONG_TALK,
    pages: 'never',
    steps: [
      ['see', row(40)],
      ['scrollTo', 0],
      ['see', '.pill'],
    ],
  },
  'older-failed': {
    title: 'Earlier messages that could not be loaded',
    talk: LONG_TALK,
    pages: { code: 'overloaded', message: 'Busy.' },
    steps: [
      ['see', row(40)],
      ['scrollTo', 0],
      ['see', '.beginning .danger'],
    ],
  },
  start: {
    title: 'The start of history',
    talk: LONG_TALK,
    steps: [
      ['see', row(40)],
      ['scrollTo', 0],
      ['see', '.beginning p'],
    ],
  },
  'typing-one': { title: 'One person types', steps: [['hear', ...typing(BEN)]] },
  'typing-two': { title: 'Two people type', steps: [['hear', ...typing(BEN, CLEO)]] },
  'typing-many': {
    title: 'Many people type',
    steps: [['hear', ...typing(BEN, CLEO, MEI, NOUR)]],
  },

  // Writing.
  writing: {
    title: 'A message being written',
    steps: [['write', 'I could come a little earlier and\nhelp with the benches.', COMPOSER]],
  },
  'characters-left': {
    title: 'Few characters left',
    steps: [['write', 'word '.repeat(777), COMPOSER]],
  },
  'characters-over': {
    title: 'Too many characters',
    steps: [['write', 'word '.repeat(803), COMPOSER]],
  },
  sending: { title: 'Sending', acts: 'never', steps: [['say', 'On my way.']] },
  sent: {
    title: 'Sent',
    steps: [
      ['say', 'On my way.'],
      ['see', row(13)],
    ],
  },
  changing: {
    title: 'An edit on its way',
    acts: 'never',
    steps: [
      ['key', 'e', article(12)],
      ['write', 'It hangs at my door, behind the coat.', COMPOSER],
      ['key', 'Enter', COMPOSER],
    ],
  },
  failed: {
    title: 'A message that was not sent',
    acts: { code: 'too_large', message: 'The message is too large.' },
    steps: [
      ['say', 'On my way.'],
      ['see', '.fate.failed'],
    ],
  },
  'change-failed': {
    title: 'An edit that was refused',
    acts: { code: 'message_deleted', message: 'Gone.' },
    steps: [
      ['key', 'e', article(12)],
      ['write', 'It hangs at my door, behind the coat.', COMPOSER],
      ['key', 'Enter', COMPOSER],
      ['see', '.problem span'],
    ],
  },
  'slow-mode': {
    title: 'The room makes one wait',
    acts: { code: 'rate_limited', message: 'Too fast.', retryAfterMs: 12_000 },
    steps: [
      ['say', 'One more thing:'],
      ['see', '.waits p'],
    ],
  },

  // The connection.
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
  events: { title: 'Connected by events', rung: 'events' },
  polling: { title: 'Connected by polls', rung: 'polling' },
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
      ['press', '.pulse'],
      ['see', '#connection'],
      ['see', '.status:not([data-tone])'],
    ],
  },

  // People.
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

  // What is offered while one writes.
  'mention-list': {
    title: 'Names for what is typed',
    steps: [
      ['write', '@', COMPOSER],
      ['see', '.options'],
    ],
  },
  'emoji-picker': {
    title: 'The emoji',
    steps: [
      ['press', '.composer [aria-haspopup="dialog"]'],
      ['see', '.picker-grid button'],
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

  // The assistant.
  'ask-hint': {
    title: 'An empty room with an assistant',
    talk: [],
    welcome: {
      assistant: { id: 'assistant', name: 'Assistant', trigger: 'mention', provider: 'builtin' },
    },
  },
  ...answerStates,
};
