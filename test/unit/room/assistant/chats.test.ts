import { expect, it, vi } from 'vitest';
import { chat } from '../../../../src/room/assistant/chats.ts';

const PRINCIPAL = { user: { id: 'ann', name: 'Ann' }, role: 'guest' as const };

it('searches the history for a person’s latest answer only as often as they may connect', () => {
  const waits = [0, 700];
  const searchDelay = vi.fn(() => waits.shift() ?? 0);
  const before = vi.fn(() => []);
  const deps = {
    searchDelay,
    assistant: {},
    tables: { messages: { before } },
  };
  const again = () => chat(deps as never, PRINCIPAL as never, { type: 'again', chat: 'talk' });
  expect(again()).toMatchObject({ fault: { code: 'not_found' } });
  expect(again()).toMatchObject({ fault: { code: 'rate_limited', retryAfterMs: 700 } });
  expect(before).toHaveBeenCalledTimes(1);
  expect(searchDelay).toHaveBeenCalledWith(PRINCIPAL);
});
