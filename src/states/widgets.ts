// The chat on somebody's page: its launcher, its panel, and as a part of the page.
import { BEN, FEW, nextWord, TALK } from './cast.ts';
import { row } from './places.ts';
import type { Scene, Step } from './scene.ts';

/** Who has come in with a token of the page's. */
const SAILOR = { token: 'token' };
const OPENED = { ...SAILOR, open: '' };
const LIVE = '[data-at="live"]';

/** Each comes with a part of the widget that it fetches by itself, in whatever order. */
const PARTS: readonly Step[] = [row(12), '.reactions', '.quote', '.text > p', '.unseen'].map(
  (part) => ['see', part],
);
/** Asked for as soon as there is little to scroll. */
const BEGINNING: Step = ['see', '.beginning p'];

const unread = (count: number) =>
  Array.from({ length: count }, (_, i) => nextWord(13 + i, BEN, 'Are you there?'));

/** What one sees of it once all is there. */
const about = 'edgewise-chat';

export const widgetStates: Readonly<Record<string, Scene>> = {
  launcher: { title: 'The launcher on a page', about, widget: {}, steps: [['see', '#launcher']] },
  'launcher-unread': {
    title: 'The launcher, with a word unread',
    about,
    widget: { ...SAILOR, preconnect: '' },
    steps: [
      ['see', LIVE],
      ['hear', ...unread(1)],
      ['see', '#launcher[data-unread="1"]'],
    ],
  },
  'launcher-many': {
    title: 'The launcher, with more unread than anyone counts',
    about,
    widget: { ...SAILOR, preconnect: '', position: 'start' },
    steps: [
      ['see', LIVE],
      ['hear', ...unread(120)],
      ['see', '#launcher[data-unread="99+"]'],
    ],
  },
  greeting: {
    title: 'A greeting beside the launcher',
    about,
    widget: { greeting: 'Questions about the crossing? Ask us, we are here until eight.' },
    steps: [['see', '.greeting']],
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
      ['see', '.empty p'],
      ['see', '.composer [aria-haspopup]'],
    ],
  },
  'panel-people': {
    title: 'Who is here, in the panel',
    about,
    widget: OPENED,
    welcome: { presence: FEW },
    steps: [...PARTS, BEGINNING, ['press', '.who'], ['see', '.people .person']],
  },
  'panel-refused': {
    title: 'The panel on a site that may not use the chat',
    about,
    widget: OPENED,
    door: { code: 'origin_not_allowed', message: 'Not here.' },
    steps: [['see', '.status[data-tone="over"]']],
  },
  inline: {
    title: 'In the page, to read only',
    about,
    widget: { mode: 'inline', readonly: '', theme: 'dark' },
    reader: true,
    steps: [...PARTS, BEGINNING],
  },
};
