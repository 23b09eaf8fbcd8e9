import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../src/protocol/frames.ts';
import { UiMessageStream } from '../../../../src/worker/ai-sdk/ui-message-stream.ts';
import { answer, chunksIn } from './answer-fixtures.ts';

const delta = (offset: number, text: string, attempt = 1, id = 'e-2'): Frame => ({
  ...{ type: 'assistant.delta', id, attempt, offset, text },
});
const snapshot = (text: string, attempt = 1): Frame => ({
  ...{ type: 'assistant.snapshot', id: 'e-2', attempt, text },
});
const changed = (...how: Parameters<typeof answer>): Frame => ({
  ...{ type: 'changed', seq: 9, message: answer(...how) },
});

/** All chunks of an answer that starts like this and is changed by these frames. */
function format(first: ReturnType<typeof answer>, ...frames: Frame[]) {
  const ui = new UiMessageStream(first);
  const text = ui.begin() + frames.map((frame) => ui.take(frame)).join('');
  return { ...chunksIn(text), isOver: ui.isOver };
}

describe('an answer as a UI message stream [R120]', () => {
  it('is its own text once, and nothing else of the room', () => {
    const { text, types, isOver } = format(
      answer('queued'),
      changed('running'),
      snapshot(''),
      delta(0, 'Once'),
      delta(0, 'Another', 1, 'e-7'),
      delta(4, ' upon'),
      snapshot('Once upon a'),
      delta(9, ' a time'),
      { type: 'message', ...answer('done'), id: 'e-7', text: 'other' },
      changed('done', { text: 'Once upon a time.' }),
      delta(17, ' late'),
    );
    expect(text).toBe('Once upon a time.');
    expect(types).toEqual([
      ...['start', 'text-start', ...Array(5).fill('text-delta')],
      ...['text-end', 'finish', '[DONE]'],
    ]);
    expect(isOver).toBe(true);
  });

  it.each([
    ['done', {}, ['text-start', 'text-delta', 'text-end', 'finish']],
    // In these states the text may be of the previous attempt.
    ['stopped', {}, ['abort']],
    ['interrupted', {}, ['error']],
    ['failed', { code: 'assistant_refused' }, ['error']],
  ] as const)('that is already %s is sent at once, and ends', (state, more, middle) => {
    const { types, isOver } = format(answer(state, more));
    expect(types).toEqual(['start', ...middle, '[DONE]']);
    expect(isOver).toBe(true);
  });

  it('says that it was truncated at its maximum length', () => {
    const { chunks } = format(answer('done', { code: 'assistant_too_long' }));
    expect(chunks).toContainEqual({ type: 'finish', finishReason: 'length' });
  });

  it('ends withdrawn text, and has the answer as a separate text [R117]', () => {
    const { chunks } = format(
      answer('running'),
      delta(0, 'Let me think'),
      snapshot(''),
      delta(0, 'Hello'),
      changed('done', { text: 'Hello.' }),
    );
    expect(chunks.slice(1, -1)).toEqual([
      { type: 'text-start', id: 'answer' },
      { type: 'text-delta', id: 'answer', delta: 'Let me think' },
      { type: 'text-end', id: 'answer' },
      { type: 'text-start', id: 'answer-2' },
      { type: 'text-delta', id: 'answer-2', delta: 'Hello' },
      { type: 'text-delta', id: 'answer-2', delta: '.' },
      { type: 'text-end', id: 'answer-2' },
      { type: 'finish', finishReason: 'stop' },
    ]);
  });

  it('of an old attempt ends when a new one starts, and gets none of its text', () => {
    const { text, types, isOver } = format(
      answer('running', { attempt: 2 }),
      delta(0, 'old', 1),
      changed('stopped', { attempt: 1 }),
      delta(0, 'second', 2),
      delta(0, 'third', 3),
      changed('running', { attempt: 3 }),
      delta(6, ' and last', 2),
    );
    expect(text).toBe('second');
    expect(types.slice(-2)).toEqual(['error', '[DONE]']);
    expect(isOver).toBe(true);
  });
});
