import { expect, test } from 'vitest';
import { nextItem } from '../../../../src/ui/overlays/next-item.ts';

const NAMES = ['Invite people', 'Notifications', 'Keyboard shortcuts', 'Inside'];

test('arrow keys cycle through a menu, Home and End move to its ends', () => {
  expect(nextItem(NAMES, 0, 'ArrowDown')).toBe(1);
  expect(nextItem(NAMES, 3, 'ArrowDown')).toBe(0);
  expect(nextItem(NAMES, 0, 'ArrowUp')).toBe(3);
  expect(nextItem(NAMES, 2, 'Home')).toBe(0);
  expect(nextItem(NAMES, 1, 'End')).toBe(3);
});

test('a menu without focus is entered at its ends', () => {
  expect(nextItem(NAMES, -1, 'ArrowDown')).toBe(0);
  expect(nextItem(NAMES, -1, 'ArrowUp')).toBe(3);
});

test('a letter moves to the next item that starts with it, whatever its case', () => {
  expect(nextItem(NAMES, 0, 'k')).toBe(2);
  expect(nextItem(NAMES, 0, 'I')).toBe(3);
  expect(nextItem(NAMES, 3, 'i')).toBe(0);
});

test('other keys do nothing', () => {
  for (const key of ['x', ' ', 'Enter', 'Shift', 'Tab']) expect(nextItem(NAMES, 0, key)).toBeNull();
  expect(nextItem([], -1, 'ArrowDown')).toBeNull();
});
