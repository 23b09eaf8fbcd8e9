import { expect, it, vi } from 'vitest';
import type { DurableFrame } from '../../../../src/protocol/frames.ts';
import { CommittedEntries } from '../../../../src/room/subscribers/committed-entries.ts';

const message = (seq: number): DurableFrame => ({
  ...{ type: 'message', seq, id: `e-${seq}`, version: seq, text: 'x', timestamp: 1 },
  user: { id: 'u', name: 'U' },
});

it('calls all subscribers at once, in the order of subscription', () => {
  const entries = new CommittedEntries();
  const calls: string[] = [];
  entries.subscribe('the first', ({ frame }) => calls.push(`first ${frame.seq}`));
  entries.subscribe('the second', ({ origin }) => calls.push(`second ${origin?.address}`));
  entries.publish({ frame: message(1), origin: { address: '10.0.0.1' } });
  expect(calls).toEqual(['first 1', 'second 10.0.0.1']);
});

it('delivers an entry to everyone before what a later subscriber writes in response', () => {
  const entries = new CommittedEntries();
  const heard: number[] = [];
  entries.subscribe('telling everyone', ({ frame }) => heard.push(frame.seq));
  entries.subscribe('answering', ({ frame }) => {
    if (frame.seq === 1) entries.publish({ frame: message(2) });
  });
  entries.publish({ frame: message(1) });
  expect(heard).toEqual([1, 2]);
});

it('delivers an entry to the others when one subscriber fails', () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue();
  const entries = new CommittedEntries();
  const heard: number[] = [];
  entries.subscribe('failing', () => {
    throw new Error('on purpose');
  });
  entries.subscribe('telling everyone', ({ frame }) => heard.push(frame.seq));
  entries.publish({ frame: message(1) });
  expect(heard).toEqual([1]);
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});
