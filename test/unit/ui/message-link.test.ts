import { expect, it } from 'vitest';
import { messageIn, messageLink } from '../../../src/ui/message-link.ts';

it('a link to a message names it behind the address of its room', () => {
  const link = messageLink('https://chat.example.com/r/lobby#old', 'e1-23');
  expect(link).toBe('https://chat.example.com/r/lobby#m=e1-23');
  expect(messageIn(new URL(link).hash)).toBe('e1-23');
  expect(messageIn('')).toBeNull();
  expect(messageIn('#top')).toBeNull();
});
