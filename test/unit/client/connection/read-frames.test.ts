import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFrames } from '../../../../src/client/connection/read-frames.ts';
import { ADA, live, said, unknownKind, welcome } from '../fakes.ts';

const read = (value: unknown) => readFrames(JSON.stringify(value));

it('reads one frame and an array of frames', () => {
  expect(read(said(1))).toEqual([said(1)]);
  expect(read([welcome(), said(1), live()])).toEqual([welcome(), said(1), live()]);
});

it('ignores unknown frames, and reads the others beside them', () => {
  expect(read([{ type: 'poll.opened', id: 1 }, said(1), { ...live(), mood: 'good' }])).toEqual([
    ...[said(1), { ...live(), mood: 'good' }],
  ]);
});

it('ignores a known type without its required fields', () => {
  expect(read([{ type: 'message', seq: '1' }, { type: 'typing', on: true }, null, 7])).toEqual([]);
  expect(read({ type: 'changed', seq: 2, message: { user: ADA } })).toEqual([]);
  expect(read([{ type: 'constructor' }, { type: '__proto__' }])).toEqual([]);
});

it('reads durable frames of unknown kinds, because their seq moves the cursor [R124]', () => {
  const frames = [said(1), unknownKind(2), said(3)];
  expect(read(frames)).toEqual(frames);
  expect(
    read([{ type: 'note' }, { type: 'note', seq: '2' }, { type: 7, seq: 2 }, { seq: 2 }]),
  ).toEqual([]);
});

it('never throws, whatever arrives', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readFrames(text)));
});
