import { expect, it } from 'vitest';
import type { Frame } from '../../../../src/protocol/frames.ts';
import { encodeEvents } from '../../../../src/worker/transports/sse.ts';

const message = { type: 'message', seq: 7, text: 'hi' } as Frame;
const textOf = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

it('encodes a delivery once for many streams', () => {
  const frames = [message];
  expect(encodeEvents(frames, 'e1').bytes).toBe(encodeEvents(frames, 'e1').bytes);
});

it('gives events the ids of the log that their stream follows [R80]', () => {
  const frames = [message];
  expect(textOf(encodeEvents(frames, 'e1'))).toContain('id: e1.7\n');
  expect(textOf(encodeEvents(frames, 'e2'))).toContain('id: e2.7\n');
  const welcome = { type: 'welcome', epoch: 'e3' } as Frame;
  expect(encodeEvents([welcome, message], 'e2').epoch).toBe('e3');
  expect(textOf(encodeEvents([welcome, message], 'e2'))).toContain('id: e3.7\n');
});

it('leaves `bye` to the end of the stream, and returns the requested delay', () => {
  const encoded = encodeEvents([{ type: 'bye', code: 4102, retryAfterMs: 3000 }], 'e1');
  expect([encoded.bytes.length, encoded.retryAfterMs]).toEqual([0, 3000]);
});
