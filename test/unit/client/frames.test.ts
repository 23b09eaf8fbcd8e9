import { expect, it } from 'vitest';
import { Value } from '../../../src/client/core/value.ts';
import { onFrame } from '../../../src/client/frames.ts';
import type { Frame } from '../../../src/protocol/frames.ts';
import { ADA, BEN } from './fakes.ts';

it('emits each frame of one type, typed, until unsubscribed', () => {
  const frames = new Value<readonly Frame[]>([]);
  const wire = {
    frames,
    connection: { send: () => true, restart() {} },
    roomState: { cursor: null, takePage() {} },
  };
  const typed: string[] = [];
  const end = onFrame({ wire }, 'typing', ({ user, on }) => typed.push(`${user.name} ${on}`));
  frames.set([
    { type: 'typing', user: ADA, on: true },
    { type: 'system', text: 'no' },
    { type: 'typing', user: BEN, on: true },
  ]);
  frames.set([{ type: 'typing', user: ADA, on: false }]);
  end();
  frames.set([{ type: 'typing', user: ADA, on: true }]);
  expect(typed).toEqual([`${ADA.name} true`, `${BEN.name} true`, `${ADA.name} false`]);
  expect(() => onFrame({ wire: null }, 'bye', () => {})()).not.toThrow();
});

it('requires a type and a function, and says what is wrong', () => {
  const onAny = onFrame as (...given: unknown[]) => unknown;
  expect(() => onAny({ wire: null }, () => {})).toThrow(/^onFrame: "type" must be a type/);
  expect(() => onAny({ wire: null }, 'message', {})).toThrow(
    /^onFrame: "listener" must be a function/,
  );
});
