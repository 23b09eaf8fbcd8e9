import { describe, expect, it } from 'vitest';
import { actionsPosition, type Surroundings } from '../../../../src/ui/message/actions-position.ts';

const VIEW = { left: 0, right: 800, top: 50, bottom: 650 };
const BAR = { width: 200, height: 38 };
const box = (left: number, right: number, top: number, bottom: number) => ({
  ...{ left, right, top, bottom },
});
const place = (more: Partial<Surroundings> & Pick<Surroundings, 'bubble'>) =>
  actionsPosition({ bar: BAR, view: VIEW, above: more.bubble.top - 3, side: 'right', ...more });

describe('the action bar of a message', () => {
  it('is beside a narrow message, centred on its line', () => {
    expect(place({ bubble: box(60, 300, 200, 238) })).toEqual({ left: 306, top: 200 });
    expect(place({ bubble: box(60, 300, 200, 230) })).toEqual({ left: 306, top: 196 });
  });

  it('is on the other side of one’s own message', () => {
    expect(place({ bubble: box(500, 780, 200, 238), side: 'left' })).toEqual({
      left: 294,
      top: 200,
    });
  });

  it('is at the first of several lines, and within the view if that line is above it', () => {
    expect(place({ bubble: box(60, 300, 200, 500) }).top).toBe(200);
    expect(place({ bubble: box(60, 300, -900, 2000) }).top).toBe(52);
    expect(place({ bubble: box(60, 300, -900, 60) }).top).toBe(52);
    expect(place({ bubble: box(60, 300, 640, 2000) }).top).toBe(610);
  });

  it('is above a message as wide as the view, over no text', () => {
    expect(place({ bubble: box(10, 790, 200, 300), above: 160 })).toEqual({ left: 590, top: 168 });
  });

  it('never covers what is above: it goes below instead', () => {
    expect(place({ bubble: box(10, 790, 200, 300), above: 180 })).toEqual({ left: 590, top: 294 });
    expect(place({ bubble: box(10, 790, 60, 300), above: 20 }).top).toBe(294);
  });

  it('covers the end of its own message if nothing below is visible', () => {
    expect(place({ bubble: box(10, 790, 560, 640) }).top).toBe(610);
    expect(place({ bubble: box(10, 790, -900, 2000) }).top).toBe(610);
  });

  it('never leaves the view, however wide it is', () => {
    const wide = { width: 500, height: 38 };
    expect(place({ bubble: box(60, 350, 200, 238), bar: wide }).left).toBe(6);
    expect(place({ bubble: box(700, 790, 200, 238), bar: wide, side: 'left' }).left).toBe(194);
    expect(place({ bubble: box(400, 790, 200, 238), bar: wide, side: 'left' }).left).toBe(294);
  });
});
