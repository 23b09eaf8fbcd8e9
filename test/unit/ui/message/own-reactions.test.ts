import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { Value } from '../../../../src/client/core/value.ts';
import type { Message } from '../../../../src/client/index.ts';
import type { Frame } from '../../../../src/protocol/frames.ts';
import { askForOwn, hasReacted, toggleReaction } from '../../../../src/ui/message/own-reactions.ts';
import type { RoomModel } from '../../../../src/ui/room/room-model.ts';

const by = Array.from({ length: 50 }, (_, n) => `u_${n}`);
const popular = (count: number, named = by): Message => ({
  ...{ seq: 1, id: 'e1-1', version: 1, user: { id: 'u_0', name: 'Ann' }, text: 'hi' },
  ...{ timestamp: 1, reactions: { '👍': { count, by: named } } },
});

/** A room as far as reactions use it, in which u_51 reads. */
function room() {
  const frames = new Value<readonly Frame[]>([]);
  const sent: object[] = [];
  const acts: unknown[] = [];
  const outcome = { ok: true } as { ok: boolean; fault?: object };
  const model = {
    you: signal<{ id: string } | null>({ id: 'u_51' }),
    state: signal({ at: 'live' }),
    error: signal(null),
    chat: {
      wire: { frames, connection: { send: (frame: object) => sent.push(frame) > 0 } },
      react: async (...act: unknown[]) => {
        acts.push(act);
        return outcome;
      },
    },
  };
  return { model: model as unknown as RoomModel, raw: model, frames, sent, acts, outcome };
}

describe('one’s own reaction after fifty others [R76]', () => {
  it('is requested once, shown, and removed by pressing it', async () => {
    const { model, frames, sent, acts } = room();
    const message = popular(51);
    expect(hasReacted(model, message, '👍')).toBe(false);
    askForOwn(model, message);
    askForOwn(model, message);
    expect(sent).toEqual([{ type: 'reacted', id: 'e1-1' }]);
    frames.set([{ type: 'reacted', id: 'e1-1', emoji: ['👍'] }]);
    expect(hasReacted(model, message, '👍')).toBe(true);

    await toggleReaction(model, message, '👍');
    expect(acts).toEqual([['e1-1', '👍', false]]);
    // Another reaction has arrived meanwhile: the message alone still does not say.
    expect(hasReacted(model, popular(51), '👍')).toBe(false);
    await toggleReaction(model, message, '👍');
    expect(acts[1]).toEqual(['e1-1', '👍', true]);
    expect(hasReacted(model, popular(52), '👍')).toBe(true);
  });

  it('is restored when removing it failed', async () => {
    const { model, raw, frames, outcome } = room();
    askForOwn(model, popular(51));
    frames.set([{ type: 'reacted', id: 'e1-1', emoji: ['👍'] }]);
    Object.assign(outcome, { ok: false, fault: { code: 'rate_limited', message: '' } });
    await toggleReaction(model, popular(51), '👍');
    expect(hasReacted(model, popular(51), '👍')).toBe(true);
    expect(raw.error.value).toMatchObject({ code: 'rate_limited' });
  });

  it('is not requested if the message includes it, nor by a person without a name', () => {
    const { model, raw, sent } = room();
    askForOwn(model, popular(50));
    askForOwn(model, popular(51, ['u_51', ...by.slice(1)]));
    expect(hasReacted(model, popular(51, ['u_51', ...by.slice(1)]), '👍')).toBe(true);
    raw.you.value = null;
    askForOwn(model, popular(51));
    expect(sent).toEqual([]);
  });

  it('is requested again after a reconnect, and for another person', () => {
    const { model, raw, frames, sent } = room();
    askForOwn(model, popular(51));
    raw.state.value = { at: 'waiting' };
    raw.state.value = { at: 'live' };
    askForOwn(model, popular(51));
    expect(sent).toHaveLength(2);
    frames.set([{ type: 'reacted', id: 'e1-1', emoji: ['👍'] }]);
    raw.you.value = { id: 'u_99' };
    expect(hasReacted(model, popular(51), '👍')).toBe(false);
    askForOwn(model, popular(51));
    expect(sent).toHaveLength(3);
  });
});
