import { expect, it } from 'vitest';
import { Value } from '../../../../src/client/core/value.ts';

it.each([[undefined], [null], ['listener'], [{ next() {} }]])(
  'rejects a subscriber that is not a function: %o',
  (listener) => {
    const value = new Value(1);
    expect(() => value.subscribe(listener as never)).toThrow(
      new TypeError('subscribe takes a function.'),
    );
    expect(() => value.set(2)).not.toThrow();
  },
);
