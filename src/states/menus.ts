// What opens over the conversation: menus, and dialogs.
import type { Scene, Step } from './scene.ts';

const MENU: Step = ['press', '.head [aria-haspopup]'];
const item = (place: number): Step => ['press', `.menu button:nth-of-type(${place})`];

export const menuStates: Readonly<Record<string, Scene>> = {
  'room-menu': { title: 'The menu of the room', about: '.head', steps: [MENU, ['see', '.menu']] },
  invite: {
    title: 'Inviting people',
    // The address is another one each time.
    about: '.sheet header',
    steps: [MENU, item(1), ['see', '.sheet svg.qr']],
  },
  alerts: {
    title: 'How one wishes to be notified',
    about: '.sheet',
    steps: [MENU, item(2), ['see', '.alerts']],
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
      ['see', '.menu'],
    ],
  },
};
