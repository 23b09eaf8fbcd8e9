import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../../../../src/client/core/result.ts';
import { guestSession, providedSession } from '../../../../src/client/session/session.ts';
import type { SessionBody } from '../../../../src/protocol/rest.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { ADA, FakeClock } from '../fakes.ts';

const DAY = 24 * 3600 * 1000;
let clock: FakeClock;
let kept: SessionBody | null;
const ask = vi.fn<(name: string | null, token: string | null) => Promise<Result<SessionBody>>>();
const store = {
  load: () => kept,
  save(session: SessionBody | null) {
    kept = session;
  },
};
const body = (token: string, name = ADA.name): SessionBody => ({
  token,
  user: { id: ADA.id, name, role: 'guest' },
  expiresAt: clock.now() + DAY,
});
const answer = (token: string, name?: string) =>
  ask.mockResolvedValueOnce({ ok: true, value: body(token, name) });
const refuse = (code: string) =>
  ask.mockResolvedValueOnce({ ok: false, fault: { code, message: 'No.' } });

beforeEach(() => {
  ask.mockReset();
  clock = new FakeClock();
  kept = null;
});

describe('a guest', () => {
  it('has no identity until named', async () => {
    const session = guestSession(store, clock, ask);
    expect(await session.token()).toEqual({ ok: true, value: null });
    expect(ask).not.toHaveBeenCalled();
  });

  it('has an identity once named, and after a reload', async () => {
    answer('t1');
    expect(await guestSession(store, clock, ask).name('Ada')).toMatchObject({ ok: true });
    const again = guestSession(store, clock, ask);
    expect(again.user()).toMatchObject(ADA);
    expect(await again.token()).toEqual({ ok: true, value: 't1' });
  });

  it('renews shortly before the token expires, with the old token', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    clock.pass(DAY - 60_000);
    answer('t2');
    expect(await session.token()).toEqual({ ok: true, value: 't2' });
    expect(ask).toHaveBeenCalledWith(null, 't1');
    expect(kept?.token).toBe('t2');
  });

  it('renews when the server says that the token expired', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    session.stale();
    answer('t2');
    expect(await session.token()).toEqual({ ok: true, value: 't2' });
  });

  it('continues with a valid token when an early renewal fails, and waits with an expired one', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    clock.pass(DAY - 60_000);
    refuse('unreachable');
    expect(await session.token()).toEqual({ ok: true, value: 't1' });
    clock.pass(60_000);
    refuse('unreachable');
    expect(await session.token()).toMatchObject({ ok: false });
    expect(kept?.token).toBe('t1');
  });

  it('loses the identity when the server no longer knows the token', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    session.stale();
    refuse('unauthorized');
    expect(await session.token()).toEqual({ ok: true, value: null });
    expect(kept).toBeNull();
  });

  it('can take a name after the old identity is gone', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    refuse('unauthorized');
    answer('t2', 'Augusta');
    expect(await session.name('Augusta')).toMatchObject({ ok: true, value: { name: 'Augusta' } });
    expect(ask.mock.calls).toEqual([
      ['Augusta', 't1'],
      ['Augusta', null],
    ]);
  });

  it('uses a token that another tab renewed, and logs out with it', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    session.stale();
    kept = body('t2');
    expect(await session.token()).toEqual({ ok: true, value: 't2' });
    kept = null;
    expect(await session.token()).toEqual({ ok: true, value: null });
    expect(ask).not.toHaveBeenCalled();
  });

  it('stays logged out when the response to a renewal comes late', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    session.stale();
    answer('t2');
    const token = session.token();
    session.forget();
    expect(await token).toEqual({ ok: true, value: null });
    expect(kept).toBeNull();
  });

  it('that is named twice at once is one person, not two', async () => {
    answer('t1');
    answer('t2', 'Ada Lovelace');
    const session = guestSession(store, clock, ask);
    const named = await Promise.all([session.name('Ada'), session.name('Ada Lovelace')]);
    expect(named).toMatchObject([{ ok: true }, { ok: true }]);
    expect(ask.mock.calls).toEqual([
      ['Ada', null],
      ['Ada Lovelace', 't1'],
    ]);
    expect(kept?.token).toBe('t2');
  });

  it('stays logged out when a first name is confirmed late', async () => {
    let arrive = (_: Result<SessionBody>) => {};
    ask.mockReturnValueOnce(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    const session = guestSession(store, clock, ask);
    const named = session.name('Ada');
    await waitFor(() => expect(ask).toHaveBeenCalled());
    session.forget();
    arrive({ ok: true, value: body('t1') });
    expect(await named).toMatchObject({ ok: false, fault: { code: 'discarded' } });
    expect(kept).toBeNull();
  });

  it('is deleted on request', async () => {
    kept = body('t1');
    const session = guestSession(store, clock, ask);
    session.forget();
    expect(kept).toBeNull();
    expect(await session.token()).toEqual({ ok: true, value: null });
  });
});

describe('a user named by the site', () => {
  it('gets a new token only when the old one is stale', async () => {
    const provide = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce('a')
      .mockResolvedValueOnce('b');
    const session = providedSession(provide);
    expect([await session.token(), await session.token()]).toEqual([
      ...[
        { ok: true, value: 'a' },
        { ok: true, value: 'a' },
      ],
    ]);
    session.stale();
    expect(await session.token()).toEqual({ ok: true, value: 'b' });
  });

  it('waits when the site has no token', async () => {
    const session = providedSession(() => Promise.reject(new Error('logged out')));
    expect(await session.token()).toMatchObject({
      ok: false,
      fault: { code: 'no_token', message: expect.stringContaining('logged out') },
    });
  });

  it('has no token when the site returns an expired one again, until it returns another', async () => {
    const provide = vi.fn<() => Promise<string>>().mockResolvedValue('old');
    const session = providedSession(provide);
    await session.token();
    for (let again = 0; again < 3; again++) {
      session.stale();
      expect(await session.token()).toMatchObject({ ok: false, fault: { code: 'token_expired' } });
    }
    provide.mockResolvedValue('new');
    expect(await session.token()).toEqual({ ok: true, value: 'new' });
  });

  it.each(['abc==', '', 'a b', 'a,b', 'x'.repeat(4097), null, undefined, 'ü'])(
    'has no token when the site returns an invalid one: %j',
    async (given) => {
      const session = providedSession(async () => given as string);
      const token = await session.token();
      // A value that is not text is treated like a token that no server knows.
      if (typeof given === 'string')
        expect(token).toMatchObject({ ok: false, fault: { code: 'unauthorized' } });
      else expect(token.ok).toBe(false);
    },
  );
});
