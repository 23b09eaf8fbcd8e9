// The chat on a host page: its launcher, its panel, and inline.
import { BEN, FEW, newMessage, TALK } from './cast.ts';
import { row } from './places.ts';
import type { Scene, Step } from './scene.ts';

/** A user with a token from the host page. */
const WITH_TOKEN = { token: 'token' };
const OPENED = { ...WITH_TOKEN, open: '' };
const LIVE = '[data-at="live"]';

/** Lazy parts of the widget, which load in any order. */
const PARTS: readonly Step[] = [row(12), '.reactions', '.quote', '.text > p', '.unseen'].map(
  (part) => ['waitFor', part],
);
/** Earlier messages are requested as soon as the list does not fill the screen. */
const BEGINNING: Step = ['waitFor', '.beginning p'];

const unread = (count: number) =>
  Array.from({ length: count }, (_, i) => newMessage(13 + i, BEN, 'Are you there?'));

/** The part that the accessibility snapshot covers. */
const about = 'edgewise-chat';

export const widgetStates: Readonly<Record<string, Scene>> = {
  launcher: {
    title: 'The launcher on a page',
    about,
    widget: {},
    steps: [['waitFor', '#launcher']],
  },
  'launcher-unread': {
    title: 'The launcher, with a word unread',
    about,
    widget: { ...WITH_TOKEN, preconnect: '' },
    steps: [
      ['waitFor', LIVE],
      ['receive', ...unread(1)],
      ['waitFor', '#launcher[data-unread="1"]'],
    ],
  },
  'launcher-many': {
    title: 'The launcher, with more unread than anyone counts',
    about,
    widget: { ...WITH_TOKEN, preconnect: '', position: 'start' },
    steps: [
      ['waitFor', LIVE],
      ['receive', ...unread(120)],
      ['waitFor', '#launcher[data-unread="99+"]'],
    ],
  },
  greeting: {
    title: 'A greeting beside the launcher',
    about,
    widget: { greeting: 'Questions about the crossing? Ask us, we are here until eight.' },
    steps: [['waitFor', '.greeting']],
  },
  panel: {
    title: 'The panel',
    about,
    widget: OPENED,
    talk: TALK,
    welcome: { presence: FEW },
    steps: PARTS,
  },
  'panel-empty': {
    title: 'The panel of an empty room',
    about,
    widget: OPENED,
    talk: [],
    welcome: { presence: FEW },
    steps: [
      ['waitFor', '.empty p'],
      ['waitFor', '.composer [aria-haspopup]'],
    ],
  },
  'panel-people': {
    title: 'Who is here, in the panel',
    about,
    widget: OPENED,
    welcome: { presence: FEW },
    steps: [...PARTS, BEGINNING, ['press', '.who'], ['waitFor', '.people .person']],
  },
  'panel-refused': {
    title: 'The panel on a site that may not use the chat',
    about,
    widget: OPENED,
    onConnect: { code: 'origin_not_allowed', message: 'Not here.' },
    steps: [['waitFor', '.status[data-tone="over"]']],
  },
  inline: {
    title: 'In the page, to read only',
    about,
    widget: { mode: 'inline', readonly: '', theme: 'dark' },
    reader: true,
    steps: [...PARTS, BEGINNING],
  },
};
