import { expect, it, vi } from 'vitest';
import { handle } from '../../../src/room/handlers.ts';
import { CommittedEntries } from '../../../src/room/subscribers/committed-entries.ts';

const message = { type: 'message', seq: 1, id: 'e.1', text: 'hello' };

it('a stored message is acked though a reaction to it fails [R21][I1]', () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const ack = { type: 'ack', seq: 1, id: 'e.1', timestamp: 1 };
  const entries = new CommittedEntries();
  entries.subscribe('failing', () => {
    throw new Error('on purpose');
  });
  const room = {
    acts: { perform: () => ({ ok: true, value: { ack, frame: message } }) },
    onCommitted: entries.publish,
  };
  const principal = { user: { id: 'u_1', name: 'Ann' }, role: 'guest', named: true };
  const answer = handle(
    room as unknown as Parameters<typeof handle>[0],
    { principal } as unknown as Parameters<typeof handle>[1],
    { type: 'message', text: 'hello' },
  );
  expect(answer).toEqual({ ok: true, value: [ack] });
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
