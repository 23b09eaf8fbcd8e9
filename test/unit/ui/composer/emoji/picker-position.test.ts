import { describe, expect, it } from 'vitest';
import { pickerTop } from '../../../../../src/ui/composer/emoji/picker-position.ts';

describe('a panel beside a message', () => {
  const view = { top: 50, bottom: 650 };
  it.each([
    ['above it', { top: 500, bottom: 540 }, 192],
    ['below it without space above', { top: 60, bottom: 100 }, 108],
    ['over it without space on either side', { top: 200, bottom: 500 }, 58],
    ['over it, visible, if the message extends beyond the view', { top: -900, bottom: 1900 }, 58],
    ['at the end of the view if the message is below it', { top: 1200, bottom: 1300 }, 342],
  ])('is %s', (_, row, top) => expect(pickerTop(row, 300, view)).toBe(top));
});
