import { expect, it } from 'vitest';
import type { Result } from '../../../../src/client/core/result.ts';
import { Value } from '../../../../src/client/core/value.ts';
import { type Older, OlderMessages } from '../../../../src/client/room-state/older-messages.ts';
import type { HistoryBody } from '../../../../src/protocol/rest.ts';
import { message } from '../fakes.ts';

const page = (from: number, to: number, before: string | null): Result<HistoryBody> => ({
  ok: true,
  value: { messages: Array.from({ length: to - from }, (_, i) => message(from + i)), before },
});

/** Holds messages from `first` on, with a server that returns the given pages. */
function reader(first: number, pages: Map<string | null, Result<HistoryBody>>) {
  const asked: (string | null)[] = [];
  let oldest = first;
  const state = new Value<Older>({ at: 'idle' });
  const older = new OlderMessages(
    state,
    async (before) => {
      asked.push(before);
      return pages.get(before) ?? { ok: false, fault: { code: 'unreachable', message: '' } };
    },
    (messages) => {
      oldest = Math.min(messages[0]?.seq ?? oldest, oldest);
    },
    () => (oldest === 0 ? null : `p${oldest}`),
  );
  return { older, state, asked, oldest: () => oldest };
}

it('continues from the first loaded message, back to the start', async () => {
  const pages = new Map([
    ['p50', page(20, 50, 'p20')],
    ['p20', page(1, 20, null)],
  ]);
  const { older, state, asked, oldest } = reader(50, pages);
  await older.load();
  expect([oldest(), state.get()]).toEqual([20, { at: 'idle' }]);
  await older.load();
  expect([oldest(), state.get()]).toEqual([1, { at: 'start' }]);
  expect(asked).toEqual(['p50', 'p20']);
});

it('loads one page for any number of concurrent calls, and nothing at the start', async () => {
  const { older, asked } = reader(50, new Map([['p50', page(1, 50, null)]]));
  await Promise.all([older.load(), older.load()]);
  await older.load();
  expect(asked).toEqual(['p50']);
});

it('reports a failure, and can be retried', async () => {
  const pages = new Map<string | null, Result<HistoryBody>>();
  const { older, state, oldest } = reader(50, pages);
  await older.load();
  expect(state.get()).toMatchObject({ at: 'failed', reason: { code: 'unreachable' } });
  pages.set('p50', page(1, 50, null));
  await older.load();
  expect(oldest()).toBe(1);
});

it('drops a page that was requested before the timeline was reset', async () => {
  const { older, state, oldest } = reader(50, new Map([['p50', page(1, 50, null)]]));
  const loading = older.load();
  older.reset();
  await loading;
  expect(oldest()).toBe(50);
  expect(state.get()).toEqual({ at: 'idle' });
});
