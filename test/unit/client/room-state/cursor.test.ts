import { expect, it } from 'vitest';
import { follow, noCursor, resumeFrom } from '../../../../src/client/room-state/cursor.ts';
import type { Frame } from '../../../../src/protocol/frames.ts';
import { ADA, live, message, said, unknownKind, welcome } from '../fakes.ts';

const after = (...frames: Frame[]) => resumeFrom(frames.reduce(follow, noCursor));

it('starts with the newest page, without a cursor', () => {
  expect(after()).toBeNull();
  expect(after(welcome({ cursor: 'e1.9' }))).toBeNull();
});

it('adopts the cursor of the welcome only at live [R34]', () => {
  expect(after(welcome({ cursor: 'e1.9' }), said(4))).toBe('e1.4');
  expect(after(welcome({ cursor: 'e1.9' }), said(4), live('e1.9'))).toBe('e1.9');
});

it('is moved by durable frames, to their own seq', () => {
  const changed: Frame = { type: 'changed', seq: 12, message: message(3, { version: 12 }) };
  expect(after(welcome(), live('e1.10'), said(11))).toBe('e1.11');
  expect(after(welcome(), live('e1.10'), changed)).toBe('e1.12');
});

it('is moved by durable frames of an unknown kind [R124]', () => {
  expect(after(welcome(), said(4), unknownKind(5))).toBe('e1.5');
  expect(after(welcome(), live('e1.10'), unknownKind(11), unknownKind(3))).toBe('e1.11');
});

it('is never moved by ephemeral frames [I8]', () => {
  const typing: Frame = { type: 'typing', user: ADA, on: true };
  const read: Frame = { type: 'read', user: ADA, seq: 99 };
  const ack: Frame = { type: 'ack', cid: 'c', seq: 99, id: 'e1-99', timestamp: 1 };
  expect(after(welcome(), live('e1.10'), typing, read, ack)).toBe('e1.10');
});

it('never moves back', () => {
  expect(after(welcome(), live('e1.10'), said(3))).toBe('e1.10');
});

it('is reset at a gap and at a reset, and kept when resumed', () => {
  const before = [welcome(), live('e1.10')];
  expect(after(...before, welcome({ mode: 'gap', cursor: 'e1.900' }))).toBeNull();
  expect(after(...before, welcome({ mode: 'reset', epoch: 'e2', cursor: 'e2.5' }), said(4))).toBe(
    'e2.4',
  );
  expect(after(...before, welcome({ mode: 'resumed', cursor: 'e1.12' }))).toBe('e1.10');
});

it('ignores a cursor of another log', () => {
  expect(after(welcome(), said(2), live('e9.44'))).toBe('e1.2');
});
