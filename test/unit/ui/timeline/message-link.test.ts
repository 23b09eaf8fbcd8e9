import { expect, it } from 'vitest';
import { messageIdIn, messageLink } from '../../../../src/ui/timeline/message-link.ts';

it('a link to a message names it after the address of its room', () => {
  const link = messageLink('https://chat.example.com/r/lobby#old', 'e1-23');
  expect(link).toBe('https://chat.example.com/r/lobby#m=e1-23');
  expect(messageIdIn(new URL(link).hash)).toBe('e1-23');
  expect(messageIdIn('')).toBeNull();
  expect(messageIdIn('#top')).toBeNull();
});
