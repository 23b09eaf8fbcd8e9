// Menus and dialogs over the conversation.
import type { Scene, Step } from './scene.ts';

const MENU: Step = ['press', '.head [aria-haspopup]'];
const item = (place: number): Step => ['press', `.menu button:nth-of-type(${place})`];

export const menuStates: Readonly<Record<string, Scene>> = {
  'room-menu': {
    title: 'The menu of the room',
    about: '.head',
    steps: [MENU, ['waitFor', '.menu']],
  },
  invite: {
    title: 'Inviting people',
    // The address differs between runs, so only the header is compared.
    about: '.sheet header',
    steps: [MENU, item(1), ['waitFor', '.sheet svg.qr']],
  },
  alerts: {
    title: 'How one wishes to be notified',
    about: '.sheet',
    steps: [MENU, item(2), ['waitFor', '.alerts']],
  },
  'insert-menu': {
    title: 'What can be put into a message',
    about: '.composer',
    talk: [],
    welcome: {
      assistant: { id: 'assistant', name: 'Assistant', trigger: 'mention', provider: 'builtin' },
    },
    steps: [
      ['press', '.composer [aria-haspopup="menu"]'],
      ['waitFor', '.menu'],
    ],
  },
};
