// The gallery by keyboard alone: the keys pressed, and the accessible name of the focused element each
// time. Wherever the focus goes, it is visible and not covered.
import type { states } from '../../src/states/table.ts';
import { show, test } from './gallery.ts';
import { expect } from './people.ts';
import { expectFocusSeen } from './soundness.ts';

type Walk = {
  readonly state: keyof typeof states;
  readonly width: number;
  readonly steps: readonly (readonly [press: string, name: string | RegExp])[];
};

const walks: Readonly<Record<string, Walk>> = {
  'into the page': {
    state: 'joined',
    width: 1280,
    steps: [
      ['Tab', '1 online'],
      ['Tab', 'Invite'],
      ['Tab', 'More'],
    ],
  },
  'from the composer into the log, and along it': {
    state: 'in-hand',
    width: 360,
    steps: [
      ['ArrowDown', /^You, /],
      ['ArrowUp', /^Ben Okafor, /],
      ['Home', /^Ben Okafor, /],
      ['End', /^You, /],
      ['Enter', 'React with 👍'],
      ['End', 'More actions'],
      ['Enter', 'Copy text'],
      ['ArrowDown', 'Copy link'],
      ['End', 'Delete'],
      ['Escape', 'More actions'],
      ['ArrowLeft', 'Reply'],
      ['ArrowLeft', 'React'],
      ['Escape', /^You, /],
      ['e', 'Your message'],
    ],
  },
  'reacting, and back to the message': {
    state: 'quick-reactions',
    width: 360,
    steps: [
      ['ArrowRight', 'React with ❤️'],
      ['Escape', /^Cleo, /],
    ],
  },
  'the question before deleting': {
    state: 'removal',
    width: 360,
    steps: [
      ['ArrowRight', 'Cancel'],
      ['Enter', /^You, /],
    ],
  },
  'what the keys do': { state: 'keys', width: 360, steps: [['Escape', /^You, /]] },
  'the people panel of a phone': {
    state: 'people',
    width: 360,
    steps: [['Escape', '5 online']],
  },
  'past all messages but one, and into that': {
    state: 'conversation',
    width: 1280,
    steps: [
      ['Tab', '5 online'],
      ['Tab', 'Invite'],
      ['Tab', 'More'],
      ['Tab', /^You, /],
      ['Tab', /^Ben Okafor Who has the key/],
      ['Tab', 'React with 👍'],
      ['Tab', 'Your message'],
      ['Shift+Tab', /^You, /],
      ['Tab', /^Ben Okafor Who has the key/],
      ['Escape', /^You, /],
      ['Home', /^Cleo, /],
      ['ArrowDown', /^Cleo, /],
      ['ArrowDown', /^Ben Okafor, /],
      ['Tab', '🎉 2'],
      ['Tab', 'React with 👍'],
      ['Tab', 'Jump to latest'],
      ['Tab', 'Your message'],
    ],
  },
  'to a link': {
    state: 'conversation',
    width: 360,
    steps: [
      ['Tab', '5 online'],
      ['Tab', 'More'],
      ['Tab', /^You, /],
      ['Home', /^Cleo, /],
      ['ArrowDown', /^Cleo, /],
      ['ArrowDown', /^Ben Okafor, /],
      ['ArrowDown', /^Cleo, /],
      ['Tab', /^Ben Okafor Finally/],
      ['Tab', /^https:/],
    ],
  },
  'to what stops an answer': {
    state: 'answer-writing',
    width: 360,
    steps: [
      ['Tab', '1 online'],
      ['Tab', 'More'],
      ['Tab', /^Assistant, /],
      ['Tab', /^Ada @Assistant/],
      ['Tab', 'Stop'],
      ['Tab', 'React with 👍'],
      ['Tab', 'Your message'],
      ['Tab', 'Insert'],
      ['Tab', 'Emoji'],
      ['Tab', 'Stop'],
    ],
  },
  'to what asks for an answer again': {
    state: 'answer-interrupted',
    width: 1280,
    steps: [
      ['Tab', '1 online'],
      ['Tab', 'Invite'],
      ['Tab', 'More'],
      ['Tab', /^Assistant, /],
      ['Tab', /^Ada @Assistant/],
      ['Tab', 'Try again'],
    ],
  },
  'to what was not sent': {
    state: 'failed',
    width: 360,
    steps: [
      ['Shift+Tab', 'You'],
      ['Tab', 'Try again'],
      ['Tab', 'Discard'],
      ['Tab', 'Your message'],
    ],
  },
  'to earlier messages that did not come': {
    state: 'older-failed',
    width: 360,
    steps: [
      ['Tab', '1 online'],
      ['Tab', 'More'],
      ['Tab', 'Show earlier messages'],
      ['Enter', /^Ben Okafor, /],
    ],
  },
  'who is here, in the panel on a page': {
    state: 'panel-people',
    width: 1280,
    steps: [
      ['Tab', 'Chat'],
      ['Tab', '5 online'],
      ['Tab', 'Open in new tab'],
      ['Tab', 'Close chat'],
      ['Tab', 'Ada'],
      ['Enter', 'Change name'],
      ['ArrowDown', 'Forget me on this device'],
      ['Escape', 'Ada'],
      ['Escape', '5 online'],
      ['Enter', '5 online'],
      ['Escape', '5 online'],
      ['Escape', 'Chat'],
    ],
  },
  'one’s last reaction away, and back to the message': {
    state: 'read-by',
    width: 360,
    steps: [
      ['Tab', '5 online'],
      ['Tab', 'More'],
      ['Tab', /^You, /],
      ['ArrowUp', /^Ben Okafor, /],
      ['ArrowUp', /^Cleo, /],
      ['Tab', '👍 1'],
      ['Enter', /^Cleo, /],
    ],
  },
  'no other name after all': {
    state: 'rename',
    width: 360,
    steps: [
      ['Escape', 'Ada'],
      ['Enter', 'Change name'],
      ['Enter', 'Your new name'],
      ['Tab', 'Save'],
      ['Tab', 'Cancel'],
      ['Enter', 'Ada'],
      ['Escape', '5 online'],
    ],
  },
  'out of a message, in the panel on a page': {
    state: 'panel',
    width: 360,
    steps: [
      ['Tab', '5 online'],
      ['Tab', 'Open in new tab'],
      ['Tab', 'Close chat'],
      ['Tab', /^You, /],
      ['Tab', /^Ben Okafor Who has the key/],
      ['Escape', /^You, /],
      ['Escape', 'Chat'],
    ],
  },
  'from part to part': {
    state: 'connection',
    width: 1280,
    steps: [
      ['Control+F6', /^You, /],
      ['Control+F6', 'Your message'],
      ['Control+F6', 'Ada'],
      ['Control+F6', '1 online'],
      ['Control+F6', 'Close'],
      ['Control+Shift+F6', '1 online'],
      ['Control+Shift+F6', 'Ada'],
    ],
  },
  'from part to part on a phone': {
    state: 'joined',
    width: 360,
    steps: [
      ['Control+F6', '1 online'],
      ['Control+F6', 'Say hello'],
      ['Control+F6', 'Your message'],
      ['Control+F6', '1 online'],
    ],
  },
  'the menu of the room': {
    state: 'joined',
    width: 360,
    steps: [
      ['Tab', '1 online'],
      ['Tab', 'More'],
      ['Enter', 'Invite people'],
      ['ArrowUp', 'Dark'],
      ['ArrowLeft', 'Light'],
      ['ArrowDown', 'Dark'],
      ['ArrowDown', 'Invite people'],
      ['k', 'Keyboard shortcuts'],
      ['Enter', 'Close'],
      ['Escape', 'More'],
      ['ArrowDown', 'Invite people'],
      ['Tab', 'Say hello'],
    ],
  },
  'what can be put into a message': {
    state: 'insert-menu',
    width: 360,
    steps: [
      ['m', 'Mention someone'],
      ['Home', 'Ask Assistant'],
      ['Enter', 'Your message'],
      ['Tab', 'Insert'],
      ['Tab', 'Emoji'],
      ['Tab', 'Send'],
    ],
  },
  'another name': {
    state: 'rename',
    width: 1280,
    steps: [
      ['Tab', 'Save'],
      ['Tab', 'Cancel'],
    ],
  },
};

for (const [title, { state, width, steps }] of Object.entries(walks))
  test(`by keyboard: ${title}`, async ({ gallery: page }) => {
    await page.setViewportSize({ width, height: 740 });
    await show(page, state);
    for (const [press, name] of steps)
      await test.step(`${press} leads to ${name}`, async () => {
        await page.keyboard.press(press);
        await expect(page.locator(':focus:not(edgewise-chat)')).toHaveAccessibleName(name);
        for (const forcedColors of ['active', 'none'] as const) {
          await page.emulateMedia({ forcedColors });
          await expectFocusSeen(page);
        }
      });
  });
