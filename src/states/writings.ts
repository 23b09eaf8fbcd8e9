// Writing: delivery states, and suggestions in the composer.
import { article, COMPOSER, row } from './places.ts';
import type { Scene } from './scene.ts';

export const writingStates: Readonly<Record<string, Scene>> = {
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
  sending: { title: 'Sending', acts: 'never', steps: [['send', 'On my way.']] },
  sent: {
    title: 'Sent',
    steps: [
      ['send', 'On my way.'],
      ['waitFor', row(13)],
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
      ['send', 'On my way.'],
      ['waitFor', '.fate.failed'],
    ],
  },
  'change-failed': {
    title: 'An edit that was refused',
    acts: { code: 'message_deleted', message: 'Gone.' },
    steps: [
      ['key', 'e', article(12)],
      ['write', 'It hangs at my door, behind the coat.', COMPOSER],
      ['key', 'Enter', COMPOSER],
      ['waitFor', '.problem span'],
    ],
  },
  'slow-mode': {
    title: 'The room makes one wait',
    acts: { code: 'rate_limited', message: 'Too fast.', retryAfterMs: 12_000 },
    steps: [
      ['send', 'One more thing:'],
      ['waitFor', '.waits p'],
    ],
  },
  'mention-list': {
    title: 'Names for what is typed',
    steps: [
      ['write', '@', COMPOSER],
      ['waitFor', '.options'],
    ],
  },
  'emoji-picker': {
    title: 'The emoji',
    steps: [
      ['press', '.composer [aria-haspopup="dialog"]'],
      ['waitFor', '.picker-grid button'],
    ],
  },
  'emoji-tones': {
    title: 'The skin of people in emoji',
    steps: [
      ['press', '.composer [aria-haspopup="dialog"]'],
      ['waitFor', '.picker-grid button'],
      ['press', '[title="People & body"]'],
      ['press', '.picker-head .emoji'],
      ['press', '.picker-tones button:nth-of-type(4)'],
      ['press', '.picker-head .emoji'],
    ],
  },
};
