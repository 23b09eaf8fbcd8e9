import { expect, it } from 'vitest';
import { RoomState } from '../../../../src/client/room-state/room-state.ts';
import { FakeClock, live, said, unknownKind, welcome } from '../fakes.ts';

it('uses durable frames of an unknown kind only for its cursor [R124]', () => {
  const room = new RoomState(new FakeClock(), null, () => {});
  room.take([welcome({ cursor: 'e1.3' }), said(1), unknownKind(2), said(3), live('e1.3')]);
  const messages = room.messages.get();
  expect(messages.map(({ seq }) => seq)).toEqual([1, 3]);
  room.take([unknownKind(4)]);
  expect(room.cursor).toBe('e1.4');
  expect(room.messages.get()).toBe(messages);
  // A resume continues after it.
  room.take([welcome({ mode: 'resumed', cursor: 'e1.6' }), said(5), unknownKind(6), live('e1.6')]);
  expect(room.messages.get().map(({ seq }) => seq)).toEqual([1, 3, 5]);
  expect(room.cursor).toBe('e1.6');
});
