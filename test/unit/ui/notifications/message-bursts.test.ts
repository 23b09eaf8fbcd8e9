import { beforeEach, expect, it } from 'vitest';
import { MessageBursts } from '../../../../src/ui/notifications/message-bursts.ts';
import { FakeClock, message } from '../../client/fakes.ts';

let clock: FakeClock;
let calls: number[][];
let bursts: MessageBursts;
beforeEach(() => {
  clock = new FakeClock();
  calls = [];
  bursts = new MessageBursts(clock, (messages) => calls.push(messages.map(({ seq }) => seq)));
});

it('messages in quick succession notify once', () => {
  bursts.add([message(1)]);
  clock.pass(400);
  bursts.add([message(2), message(3)]);
  expect(calls).toEqual([]);
  clock.pass(100);
  expect(calls).toEqual([[1, 2, 3]]);
  for (let seq = 4; seq < 20; seq++) {
    clock.pass(5000);
    bursts.add([message(seq)]);
  }
  clock.pass(7999);
  expect(calls).toEqual([[1, 2, 3]]);
});

it('a message after a pause notifies again', () => {
  bursts.add([message(1)]);
  clock.pass(8000);
  bursts.add([message(2)]);
  clock.pass(500);
  expect(calls).toEqual([[1], [2]]);
});

it('a message read in time does not notify, and the next one notifies at once', () => {
  bursts.add([message(1)]);
  clock.pass(100);
  bursts.forget();
  clock.pass(1000);
  bursts.add([]);
  bursts.add([message(2)]);
  clock.pass(500);
  expect(calls).toEqual([[2]]);
  expect(clock.waiting).toBe(0);
});
