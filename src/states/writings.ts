// Writing: what becomes of one's words, and what is offered meanwhile.
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
  'emoji-tones': {
    title: 'The skin of people in emoji',
    steps: [
      ['press', '.composer [aria-haspopup="dialog"]'],
      ['see', '.picker-grid button'],
      ['press', '[title="People & body"]'],
      ['press', '.picker-head .emoji'],
      ['press', '.picker-tones button:nth-of-type(4)'],
      ['press', '.picker-head .emoji'],
    ],
  },
};
