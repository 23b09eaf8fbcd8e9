// The conversation: messages, actions on messages, and the read position.
import {
  BEN,
  CLEO,
  EPOCH,
  FEW,
  HARD_TALK,
  LONG_TALK,
  MEI,
  NOUR,
  newMessage,
  RICH_TALK,
  TALK,
} from './cast.ts';
import { article, row } from './places.ts';
import type { Scene, Step } from './scene.ts';

const typing = (...users: (typeof BEN)[]) =>
  users.map((user) => ({ type: 'typing', user, on: true }) as const);

/** The actions of a message are loaded when it is focused. */
const inHand = (seq: number, key = ''): readonly Step[] => [
  ['key', key, article(seq)],
  ['waitFor', '.bar'],
];

export const talkStates: Readonly<Record<string, Scene>> = {
  conversation: {
    title: 'A conversation',
    about: 'body',
    talk: TALK,
    welcome: { presence: FEW },
    frames: [{ type: 'system', text: 'Welcome to the harbour. Be kind to the gulls.' }],
    // Link detection is loaded lazily.
    steps: [['waitFor', '.text a']],
  },
  hard: { title: 'What is hard to set', talk: HARD_TALK, steps: [['waitFor', '.text a']] },
  'in-hand': { title: 'A message in hand', steps: inHand(11) },
  'own-in-hand': { title: 'An own message in hand', steps: inHand(12) },
  'message-menu': {
    title: 'What else can be done with a message',
    steps: [...inHand(12), ['press', '.bar .menu-place > button'], ['waitFor', '.menu']],
  },
  'quick-reactions': { title: 'Quick reactions', steps: inHand(10, '+') },
  removal: { title: 'The question before deleting', steps: inHand(12, 'Delete') },
  deleted: {
    title: 'A deleted message',
    steps: [
      ['key', 'Delete', article(12)],
      ['press', '.bar .danger'],
      ['waitFor', '.gone'],
    ],
  },
  replying: { title: 'Replying', steps: [['key', 'r', article(9)]] },
  editing: { title: 'Editing', steps: [['key', 'e', article(12)]] },
  'found-by-quote': {
    title: 'Jumped to by its quote',
    talk: [...LONG_TALK.slice(0, -1), { ...LONG_TALK[39], replyTo: `${EPOCH}-9` } as never],
    steps: [
      ['press', '.quote'],
      ['waitFor', '[data-found="true"]'],
    ],
  },
  'new-below': {
    title: 'New messages below',
    talk: LONG_TALK,
    steps: [
      ['waitFor', row(40)],
      ['scrollTo', 200],
      ['waitFor', '.pill'],
      ['receive', newMessage(41, BEN, 'Are you there?'), newMessage(42, CLEO, 'Up here!')],
      ['waitFor', '.pill[data-new="true"]'],
    ],
  },
  unread: {
    title: 'What came while nobody looked',
    steps: [
      ['blur'],
      ['receive', newMessage(13, BEN, 'Are you there?'), newMessage(14, CLEO, 'He has found it.')],
      ['waitFor', row(14)],
    ],
  },
  'read-by': {
    title: 'Who has read it',
    welcome: { presence: FEW, reads: { [BEN.id]: 12, [CLEO.id]: 12, [MEI.id]: 12, [NOUR.id]: 12 } },
  },
  // A text of many elements is rendered later.
  rich: { title: 'All that a text can be', talk: RICH_TALK, steps: [['waitFor', '.text ul']] },
  keys: {
    title: 'What the keys do',
    about: 'dialog',
    steps: [
      ['key', '?', article(12)],
      ['waitFor', 'dialog'],
    ],
  },
  'scrolled-up': {
    title: 'Reading further up',
    talk: LONG_TALK,
    steps: [
      ['waitFor', row(40)],
      ['scrollTo', 200],
      ['waitFor', '.pill'],
    ],
  },
  'loading-older': {
    title: 'Earlier messages on their way',
    talk: LONG_TALK,
    pages: 'never',
    steps: [
      ['waitFor', row(40)],
      ['scrollTo', 0],
      ['waitFor', '.pill'],
    ],
  },
  'older-failed': {
    title: 'Earlier messages that could not be loaded',
    talk: LONG_TALK,
    pages: { code: 'overloaded', message: 'Busy.' },
    steps: [
      ['waitFor', row(40)],
      ['scrollTo', 0],
      ['waitFor', '.beginning .danger'],
    ],
  },
  start: {
    title: 'The start of history',
    talk: LONG_TALK,
    steps: [
      ['waitFor', row(40)],
      ['scrollTo', 0],
      ['waitFor', '.beginning p'],
    ],
  },
  'typing-one': { title: 'One person types', steps: [['receive', ...typing(BEN)]] },
  'typing-two': { title: 'Two people type', steps: [['receive', ...typing(BEN, CLEO)]] },
  'typing-many': {
    title: 'Many people type',
    steps: [['receive', ...typing(BEN, CLEO, MEI, NOUR)]],
  },
};
