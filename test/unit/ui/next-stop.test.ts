import { expect, test } from 'vitest';
import { nextStop } from '../../../src/ui/menu/next-stop.ts';

const NAMES = ['Invite people', 'Notifications', 'Keyboard shortcuts', 'Inside'];

test('arrow keys go around in a menu, Home and End to its ends', () => {
  expect(nextStop(NAMES, 0, 'ArrowDown')).toBe(1);
  expect(nextStop(NAMES, 3, 'ArrowDown')).toBe(0);
  expect(nextStop(NAMES, 0, 'ArrowUp')).toBe(3);
  expect(nextStop(NAMES, 2, 'Home')).toBe(0);
  expect(nextStop(NAMES, 1, 'End')).toBe(3);
});

test('a menu without focus is entered at its ends', () => {
  expect(nextStop(NAMES, -1, 'ArrowDown')).toBe(0);
  expect(nextStop(NAMES, -1, 'ArrowUp')).toBe(3);
});

test('a letter goes to the next item that begins with it, whatever its case', () => {
  expect(nextStop(NAMES, 0, 'k')).toBe(2);
  expect(nextStop(NAMES, 0, 'I')).toBe(3);
  expect(nextStop(NAMES, 3, 'i')).toBe(0);
});

test('other keys move nothing', () => {
  for (const key of ['x', ' ', 'Enter', 'Shift', 'Tab']) expect(nextStop(NAMES, 0, key)).toBeNull();
  expect(nextStop([], -1, 'ArrowDown')).toBeNull();
});
