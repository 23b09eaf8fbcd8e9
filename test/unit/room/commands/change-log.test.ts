import { expect, it, vi } from 'vitest';
import { changeLog } from '../../../../src/room/commands/change-log.ts';
import type { Actor, CommandContext } from '../../../../src/room/commands/command.ts';
import { CommittedEntries } from '../../../../src/room/subscribers/committed-entries.ts';

const frame = { type: 'message', seq: 1, id: 'e.1', text: 'hello' };
const ack = { type: 'ack', seq: 1, id: 'e.1', timestamp: 1 } as const;

it('a stored message is acknowledged even if a log subscriber fails [R21][I1]', () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const entries = new CommittedEntries();
  entries.subscribe('failing', () => {
    throw new Error('on purpose');
  });
  const principal = { user: { id: 'u_1', name: 'Ann' }, role: 'guest', named: true };
  const reply = changeLog(
    { onCommitted: entries.publish } as unknown as CommandContext,
    { principal } as unknown as Actor,
    { type: 'message', text: 'hello' },
    () => ({ ok: true, value: { ack, frame: frame as never } }),
  );
  expect(reply).toEqual({ ok: true, value: [ack] });
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
