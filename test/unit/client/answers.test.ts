import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../src/client/answers.ts';
import { Value } from '../../../src/client/core/value.ts';
import type { ConnectionState, Transport } from '../../../src/client/index.ts';
import type { Frame } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';

const answer = (state: string, attempt = 1): Frame =>
  ({
    type: 'changed',
    seq: 9,
    message: {
      ...{ seq: 2, id: 'e-2', version: 9, user: { id: 'assistant', name: 'A' }, text: 'whole' },
      ...{ timestamp: 1, assistant: { state, attempt, by: 'u_1', provider: 'x' } },
    } as Message,
  }) as Frame;
const delta = (offset: number, text: string, attempt = 1): Frame => ({
  ...{ type: 'assistant.delta', id: 'e-2', attempt, offset, text },
});
const snapshot = (text: string, attempt = 1): Frame => ({
  ...{ type: 'assistant.snapshot', id: 'e-2', attempt, text },
});
const live: Frame = { type: 'live', cursor: 'e.9' };

function followed(transport: Transport = 'websocket') {
  const frames = new Value<readonly Frame[]>([]);
  const sent: Record<string, unknown>[] = [];
  const line = { isUp: true };
  let ids = 0;
  const timers: (() => void)[] = [];
  const wire = {
    frames,
    connection: {
      send(frame: object) {
        if (line.isUp) sent.push(frame as Record<string, unknown>);
        return line.isUp;
      },
      restart: () => void sent.push({ restarted: true }),
    },
    roomState: { cursor: 'e.5', takePage() {} },
  };
  const answers = answersOf(
    { wire, state: new Value<ConnectionState>({ at: 'live', attempt: 0, since: 0, transport }) },
    {
      newId: () => `n${++ids}`,
      after: (_, call) => {
        timers.push(call);
        return () => void timers.splice(timers.indexOf(call), 1);
      },
    },
  );
  const hear = (...batch: Frame[]) => frames.set(batch);
  return { answers, hear, sent, line, timers, text: () => answers.texts.get().get('e-2') };
}

describe('the text of an answer [R103]', () => {
  it('is requested again when a piece is missing, over any transport', () => {
    const socket = followed();
    socket.hear(delta(4, ' upon'));
    socket.hear(delta(9, ' a'));
    expect(socket.sent).toEqual([{ type: 'sync', since: 'e.5' }]);
    const stream = followed('events');
    stream.hear(delta(4, ' upon'));
    stream.hear(delta(9, ' a'));
    expect(stream.sent).toEqual([{ restarted: true }]);
    stream.hear(snapshot('Once upon a'), live);
    expect(stream.text()).toBe('Once upon a');
    stream.hear(delta(20, 'lost again'));
    expect(stream.sent).toHaveLength(2);
  });

  it('adds up from deltas, and is dropped once the message has it', () => {
    const { hear, text, answers } = followed();
    hear(delta(0, 'Once'));
    hear(delta(4, ' upon'), delta(9, ' a'));
    expect(text()).toBe('Once upon a');
    hear(delta(11, ' time'), answer('done'));
    expect(answers.texts.get().size).toBe(0);
  });

  it('continues from a snapshot, and overlapping pieces repeat nothing', () => {
    const { hear, text } = followed();
    hear(snapshot('Once upon'), live, delta(4, ' upon a'), delta(0, 'Once'));
    expect(text()).toBe('Once upon a');
  });

  it('is removed when withdrawn, and the answer starts again [R117]', () => {
    const { hear, text, sent } = followed();
    hear(delta(0, 'Let me think'));
    expect(text()).toBe('Let me think');
    hear(snapshot(''));
    expect(text()).toBeUndefined();
    hear(delta(0, 'Hello'));
    expect(text()).toBe('Hello');
    expect(sent).toEqual([]);
  });

  it('is requested again once when some of it is missing', () => {
    const { hear, text, sent } = followed();
    hear(delta(0, 'Once'));
    hear(delta(9, ' a'), delta(11, ' time'));
    expect(sent).toEqual([{ type: 'sync', since: 'e.5' }]);
    expect(text()).toBe('Once');
    hear(snapshot('Once upon a time'), live);
    expect(text()).toBe('Once upon a time');
    hear(delta(90, '?'));
    expect(sent).toHaveLength(2);
  });

  it('ignores a previous attempt, and the old text stays until the first new token', () => {
    const { hear, text } = followed();
    hear(delta(0, 'old'));
    hear(answer('stopped'), answer('running', 2));
    hear(snapshot('', 2));
    expect(text()).toBeUndefined();
    hear(delta(0, 'new', 2), delta(3, ' late', 1));
    expect(text()).toBe('new');
    // The end of the previous attempt arrives late, in a page of history.
    hear(answer('stopped', 1));
    expect(text()).toBe('new');
  });

  it('is reported only when it changes', () => {
    const { hear, answers } = followed();
    let told = 0;
    answers.texts.subscribe(() => told++);
    hear(live);
    hear(delta(0, 'a'));
    hear(delta(0, 'a'));
    hear(answer('running'));
    expect(told).toBe(1);
  });

  it('is the same whenever a listener is added', () => {
    const whole = 'Once upon a time 👩‍👩‍👧 there was';
    const cuts = fc.uniqueArray(fc.nat(whole.length), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, fc.nat(8), (places, joined) => {
        const ends = [...places.sort((a, b) => a - b), whole.length];
        const deltas = ends.map((end, i) =>
          delta(ends[i - 1] ?? 0, whole.slice(ends[i - 1] ?? 0, end)),
        );
        const at = Math.min(joined, deltas.length);
        const { hear, text, sent } = followed();
        hear(snapshot(whole.slice(0, ends[at - 1] ?? 0)), live);
        for (const frame of deltas.slice(at)) hear(frame);
        return text() === whole && sent.length === 0;
      }),
    );
  });
});

describe('stopping and asking again', () => {
  it('resolves with the room’s reply', async () => {
    const { answers, hear, sent, timers } = followed();
    const stopped = answers.stop('e-2');
    const again = answers.regenerate('e-2');
    expect(sent).toEqual([
      { type: 'assistant.stop', id: 'e-2', cid: 'n1' },
      { type: 'assistant.regenerate', id: 'e-2', cid: 'n2' },
    ]);
    hear({ type: 'ack', cid: 'n1', seq: 9, id: 'e-2', timestamp: 1 });
    hear({
      type: 'error',
      cid: 'n2',
      code: 'assistant_limit',
      message: 'Enough.',
      retryAfterMs: 5,
    });
    expect(await stopped).toEqual({ ok: true, value: null });
    expect(await again).toEqual({
      ok: false,
      fault: { code: 'assistant_limit', message: 'Enough.', retryAfterMs: 5 },
    });
    expect(timers).toEqual([]);
  });

  it('fails without a reply: immediately while disconnected, and on close', async () => {
    const { answers, line, timers } = followed();
    const late = answers.stop('e-2');
    timers[0]?.();
    expect(await late).toMatchObject({ fault: { code: 'unreachable' } });
    const closed = answers.stop('e-2');
    answers.close();
    expect(await closed).toMatchObject({ fault: { code: 'closed' } });
    line.isUp = false;
    expect(await answers.stop('e-2')).toMatchObject({ fault: { code: 'unreachable' } });
  });
});
