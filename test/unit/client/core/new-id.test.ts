import { afterEach, expect, it, vi } from 'vitest';
import { answersOf } from '../../../../src/client/answers.ts';
import { newId } from '../../../../src/client/core/new-id.ts';
import { Value } from '../../../../src/client/core/value.ts';
import type { ConnectionState } from '../../../../src/client/index.ts';
import type { Frame } from '../../../../src/protocol/frames.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('can stop an answer when the page lacks randomUUID, as over plain HTTP', () => {
  vi.stubGlobal('crypto', {
    getRandomValues: <Bytes extends Uint8Array>(bytes: Bytes) => bytes.fill(7),
  });
  const sent: object[] = [];
  const answers = answersOf({
    wire: {
      frames: new Value<readonly Frame[]>([]),
      connection: { send: (frame: object) => sent.push(frame) > 0, restart: () => {} },
      roomState: { cursor: 'e.5', takePage() {} },
    },
    state: new Value<ConnectionState>({ at: 'live', attempt: 0, since: 0, transport: 'websocket' }),
  });
  void answers.stop('e-2');
  answers.close();
  expect(sent).toEqual([
    { type: 'assistant.stop', id: 'e-2', cid: expect.stringMatching(/^[0-9a-f]{11}(07){10}$/) },
  ]);
});

it('creates unique ids that sort by creation time', () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  const before = newId();
  expect(newId()).not.toBe(before);
  vi.advanceTimersByTime(1);
  expect(newId() > before).toBe(true);
});
