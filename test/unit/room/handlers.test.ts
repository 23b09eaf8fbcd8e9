import { expect, it, vi } from 'vitest';
import { handle } from '../../../src/room/handlers.ts';

const message = { type: 'message', seq: 1, id: 'e.1', text: 'hello' };

it.each([
  ['telling everyone', { broadcast: () => fail(), assistant: undefined }],
  ['asking the assistant', { broadcast: () => {}, assistant: { heard: () => fail() } }],
])('a stored message is acked though %s fails [R21][I1]', (_, parts) => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const ack = { type: 'ack', seq: 1, id: 'e.1', timestamp: 1 };
  const room = {
    acts: { perform: () => ({ ok: true, value: { ack, frame: message } }) },
    ...parts,
  };
  const visitor = { user: { id: 'u_1', name: 'Ann' }, role: 'guest', named: true };
  const answer = handle(
    room as unknown as Parameters<typeof handle>[0],
    { visitor } as unknown as Parameters<typeof handle>[1],
    { type: 'message', text: 'hello' },
  );
  expect(answer).toEqual({ ok: true, value: [ack] });
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});

function fail(): never {
  throw new Error('broken');
}
