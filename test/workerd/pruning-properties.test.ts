import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { Frame, FrameOf } from '../../src/protocol/frames.ts';
import type { Tables } from '../../src/room/log/tables.ts';
import { messagesOf, perform, withTables } from './support/rooms.ts';
import { newRoom } from './support/test-client.ts';

const KEEP = { keepMessages: 12, keepMs: 5000 };
const LIMITS = { replay: 20, page: 10 };
const ann = { id: 'u_ann', name: 'Ann' };

const pick = fc.nat(99);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), many: fc.nat(6) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'same' as const, 'react' as const, 'delete' as const),
      pick,
      again: pick,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('prune' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3000) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('resume' as const), reader: fc.nat(2) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A client that connects and disconnects: the messages it shows, by seq, and its cursor. */
class Reader {
  readonly shown = new Map<number, { version: number; text: string }>();
  #cursor: string | undefined;

  resume({ replay, log }: Tables): void {
    const { mode, frames, first } = replay.from(this.#cursor, LIMITS);
    if (mode !== 'resumed') this.shown.clear();
    for (const seq of [...this.shown.keys()]) if (seq < first) this.shown.delete(seq);
    for (const frame of frames) {
      const { seq, version, text } = frame.type === 'changed' ? frame.message : frame;
      if (frame.type === 'message' || this.shown.has(seq)) this.shown.set(seq, { version, text });
    }
    this.#cursor = `e1.${log.head().seq}`;
  }
}

function play(tables: Tables, clock: { now: number }, plan: readonly Step[]): void {
  const readers = [new Reader(), new Reader(), new Reader()];
  const done: { act: WriteCommand; ack: FrameOf<'ack'> }[] = [];
  let made = 0;
  const execute = (command: WriteCommand) => {
    const outcome = perform(tables, ann, command);
    if (outcome.ok) done.push({ act: command, ack: outcome.value.ack });
  };
  const visible = () => messagesOf(tables.messages, 100);

  for (const at of plan) {
    const cid = `c${++made}`;
    if (at.do === 'say')
      for (let n = 0; n < at.many; n++)
        execute({ type: 'message', text: `m${made}.${n}`, cid: `${cid}.${n}` });
    else if (at.do === 'prune') {
      const { seq } = tables.log.head();
      while (tables.retention.step(clock.now, seq).next === clock.now);
      expect(visible().length).toBeLessThanOrEqual(KEEP.keepMessages);
    } else if (at.do === 'wait') clock.now += at.ms;
    else if (at.do === 'resume') {
      const reader = readers[at.reader] as Reader;
      reader.resume(tables);
      // It shows the end of the log, complete and current: no hole, nothing expired.
      const now = visible().map(({ seq, version, text }) => [seq, { version, text }]);
      const shown = [...reader.shown].sort(([a], [b]) => a - b);
      expect(shown).toEqual(now.slice(now.length - shown.length));
      expect(shown.length).toBeGreaterThanOrEqual(Math.min(now.length, LIMITS.page));
    } else {
      const message = visible()[at.pick % Math.max(1, visible().length)];
      if (message === undefined) continue;
      const { id, text } = message;
      const acts: Record<typeof at.do, WriteCommand> = {
        edit: { type: 'edit', id, text: `e${made}`, cid },
        same: { type: 'edit', id, text: text || 'x', cid },
        react: { type: 'react', id, emoji: '👍', on: made % 2 === 0, cid },
        delete: { type: 'delete', id, cid },
      };
      execute(acts[at.do]);
      const earlier = done[at.again % Math.max(1, done.length)];
      if (earlier !== undefined) expectRepeated(tables, earlier);
    }
  }
}

/** A repeated command gets the same answer and changes nothing while its message exists. */
function expectRepeated(
  tables: Tables,
  { act, ack }: { act: WriteCommand; ack: Frame & FrameOf<'ack'> },
) {
  if (tables.messages.find(ack.id) === undefined) return;
  const before = JSON.stringify(messagesOf(tables.messages, 100));
  const again = perform(tables, ann, act);
  expect(again).toEqual({ ok: true, value: { ack: { ...ack, duplicate: true } } });
  expect(JSON.stringify(messagesOf(tables.messages, 100))).toBe(before);
}

it('whatever is posted, changed and pruned, a returning reader has no hole, and a repeat changes nothing [I2] [I4] [R36]', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), (plan) =>
      withTables(newRoom(), (tables, _storage, clock) => play(tables, clock, plan), KEEP),
    ),
    { numRuns: 60, endOnFailure: false },
  );
}, 60_000);
