import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../../../src/client/index.ts';
import { reuseRows } from '../../../../../src/ui/conversation/rows/reuse-rows.ts';
import { type Chunk, chunksOf } from '../../../../../src/ui/conversation/rows/row-chunks.ts';
import { rowsOf } from '../../../../../src/ui/conversation/rows/rows.ts';
import { ADA, message } from '../../../client/fakes.ts';

const NOON = new Date(2026, 10, 23, 12, 0).getTime();
const said = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    message(from + i, { user: ADA, timestamp: NOON }),
  );
const shape = (chunks: readonly Chunk[]) =>
  chunks.map(({ key, rows }) => [
    key,
    ...rows.map(({ kind, key }) => (kind === 'day' ? kind : key)),
  ]);

describe('row chunks', () => {
  it('hold every row once, in order, and a heading with what follows it', () => {
    const waiting: OutboxEntry = {
      cid: 'c1',
      command: { type: 'message', cid: 'c1', text: 'On its way' },
      userId: ADA.id,
      queuedAt: NOON,
      status: 'pending',
    };
    const rows = rowsOf(said(8, 21), [waiting], ADA.id, 9);
    const chunks = chunksOf(rows, []);
    expect(shape(chunks)).toEqual([
      ['0', 'day', 'e1-8', 'e1-9'],
      ['1', 'unread', ...said(10, 19).map(({ id }) => id)],
      ['2', 'e1-20', 'e1-21'],
      ['pending', 'c1'],
    ]);
    expect(chunks.flatMap((chunk) => chunk.rows)).toEqual(rows);
    expect(chunksOf([], chunks)).toEqual([]);
  });

  it('stay the same objects if none of their rows changed', () => {
    const messages = said(1, 30);
    const all = rowsOf(messages.slice(7, 21), [], null);
    const known = chunksOf(all, []);
    const kept = (from: number, to: number) =>
      chunksOf(reuseRows(rowsOf(messages.slice(from - 1, to), [], null), all), known).map((chunk) =>
        known.includes(chunk),
      );
    expect(kept(8, 21)).toEqual([true, true, true]);
    expect(kept(5, 22)).toEqual([false, true, false]);
    expect(kept(8, 19)).toEqual([true, true]);
  });
});
