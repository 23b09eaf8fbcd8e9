// The conversation: what is said, what one does with it, and how far one reads.
import {
  BEN,
  CLEO,
  EPOCH,
  FEW,
  HARD_TALK,
  LONG_TALK,
  MEI,
  NOUR,
  nextWord,
  RICH_TALK,
  TALK,
} from './cast.ts';
import { article, row } from './places.ts';
import type { Scene, Step } from './scene.ts';

const typing = (...users: (typeof BEN)[]) =>
  users.map((user) => ({ type: 'typing', user, on: true }) as const);

/** What can be done with a message is fetched once it is in hand. */
const inHand = (seq: number, key = ''): readonly Step[] => [
  ['key', key, article(seq)],
  ['see', '.bar'],
];

export const talkStates: Readonly<Record<string, Scene>> = {
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
  'in-hand': { title: 'A message in hand', steps: inHand(11) },
  'own-in-hand': { title: 'An own message in hand', steps: inHand(12) },
  'message-menu': {
    title: 'What else can be done with a message',
    steps: [...inHand(12), ['press', '.bar .menu-place > button'], ['see', '.menu']],
  },
  'quick-reactions': { title: 'Quick reactions', steps: inHand(10, '+') },
  removal: { title: 'The question before deleting', steps: inHand(12, 'Delete') },
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
  // A text of many elements waits for its turn.
  rich: { title: 'All that a text can be', talk: RICH_TALK, steps: [['see', '.text ul']] },
  keys: {
    title: 'What the keys do',
    about: 'dialog',
    steps: [
      ['key', '?', article(12)],
      ['see', 'dialog'],
    ],
  },
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
};
