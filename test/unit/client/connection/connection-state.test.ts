import { describe, expect, it } from 'vitest';
import {
  ATTEMPTS_BEFORE_OFFLINE,
  type ConnectionEvent,
  type ConnectionState,
  next,
  STEADY_MS,
  TOKEN_MS,
  WELCOME_MS,
} from '../../../../src/client/connection/connection-state.ts';

const NOW = 1000;
const reason = { code: 'unreachable', message: 'The connection was lost.' };
const second = (attempt: number) => attempt * 1000;
const step = (state: ConnectionState, event: ConnectionEvent, now = NOW) =>
  next(state, event, now, second);
const lost = (retry: 'never' | 'renew' | 'later' | 'now'): ConnectionEvent => ({
  on: 'lost',
  retry,
  reason,
});
const dialed: ConnectionEvent = { on: 'dialed', transport: 'websocket' };
const connecting = (attempt: number): ConnectionState => ({
  at: 'connecting',
  attempt,
  until: NOW + TOKEN_MS,
});
const steady: ConnectionState = {
  at: 'live',
  attempt: 0,
  since: NOW - STEADY_MS,
  transport: 'websocket',
};

describe('a connection', () => {
  it('connects when it starts, and not before', () => {
    expect(step({ at: 'idle' }, { on: 'start' })).toEqual([connecting(0), ['dial']]);
    expect(step(steady, { on: 'start' })).toEqual([steady, []]);
  });

  it('is live after welcome and replay, not after one of them', () => {
    const [dialing] = step(connecting(0), dialed);
    expect(step(dialing, { on: 'live' })[0]).toBe(dialing);
    const [syncing] = step(dialing, { on: 'welcome' });
    expect(syncing.at).toBe('syncing');
    expect(step(syncing, { on: 'live' })[0]).toEqual({
      ...{ at: 'live', attempt: 0, since: NOW, transport: 'websocket' },
    });
  });

  it('gives up on a socket without a welcome after 4 seconds', () => {
    const [dialing] = step(connecting(0), dialed);
    expect(dialing).toMatchObject({ until: NOW + WELCOME_MS, transport: 'websocket' });
    expect(step(dialing, { on: 'due', hidden: false })).toMatchObject([
      { at: 'waiting', attempt: 1 },
      ['cut'],
    ]);
  });

  it('tries another transport in the same attempt without waiting', () => {
    const [dialing] = step(connecting(2), dialed);
    expect(step(dialing, { on: 'fallback' })).toEqual([connecting(2), ['cut', 'dial']]);
    expect(step(steady, { on: 'fallback' })).toEqual([steady, []]);
  });

  it('gives up on a token that does not arrive', () => {
    const [waiting, effects] = step(connecting(0), { on: 'due', hidden: false });
    expect([waiting.at, effects]).toEqual(['waiting', ['cut']]);
  });

  it('waits longer after each failed attempt', () => {
    expect(step(connecting(0), lost('later'))[0]).toEqual({
      ...{ at: 'waiting', attempt: 1, until: NOW + 1000, reason },
    });
    expect(step(connecting(3), lost('later'))[0]).toMatchObject({
      ...{ attempt: 4, until: NOW + 4000 },
    });
  });

  it('resets its backoff after a stable connection', () => {
    const shaky: ConnectionState = { ...steady, attempt: 3, since: NOW - STEADY_MS + 1 };
    expect(step(shaky, lost('later'))[0]).toMatchObject({ attempt: 4 });
    expect(step({ ...shaky, since: NOW - STEADY_MS }, lost('later'))[0]).toMatchObject({
      attempt: 1,
    });
  });

  it('reconnects at once when told "now", but only once', () => {
    expect(step(steady, lost('now'))).toEqual([connecting(1), ['dial']]);
    expect(step(connecting(1), lost('now'))[0]).toMatchObject({
      ...{ at: 'waiting', until: NOW + 2000 },
    });
  });

  it('waits at least as long as the room requests', () => {
    const event: ConnectionEvent = {
      on: 'lost',
      retry: 'now',
      reason: { ...reason, retryAfterMs: 7000 },
    };
    expect(step(steady, event)[0]).toMatchObject({ at: 'waiting', until: NOW + 7000 });
  });

  it('renews an expired token before it reconnects', () => {
    expect(step(steady, lost('renew'))[1]).toEqual(['renew', 'dial']);
  });

  it('stops when a retry cannot succeed, and lets the user retry', () => {
    const [refused, effects] = step(steady, lost('never'));
    expect(refused).toEqual({ at: 'refused', reason });
    expect(effects).toEqual(['cut']);
    expect(step(refused, { on: 'wake' })[0]).toBe(refused);
    expect(step(refused, { on: 'start' })[0]).toMatchObject({ at: 'connecting' });
  });

  it('reports offline after ten attempts, and retries once a minute while the page is visible', () => {
    const [offline] = step(connecting(ATTEMPTS_BEFORE_OFFLINE), lost('later'));
    expect(offline).toMatchObject({ at: 'offline', until: NOW + 60_000 });
    expect(step(offline, { on: 'due', hidden: true })).toMatchObject([{ at: 'offline' }, []]);
    expect(step(offline, { on: 'due', hidden: false })).toMatchObject([
      { at: 'connecting' },
      ['dial'],
    ]);
  });

  it('stops waiting at once when woken', () => {
    for (const at of ['waiting', 'offline'] as const)
      expect(step({ at, attempt: 3, until: NOW + 9000, reason }, { on: 'wake' })).toEqual([
        ...[connecting(3), ['dial']],
      ]);
  });

  it('closes a connection that fell silent', () => {
    expect(step(steady, { on: 'silence' })).toMatchObject([{ at: 'waiting' }, ['cut']]);
  });

  it('stays closed once closed', () => {
    const [closed] = step(steady, { on: 'stop' });
    for (const event of [lost('later'), { on: 'wake' }, { on: 'restart' }] as ConnectionEvent[])
      expect(step(closed, event)).toEqual([closed, []]);
  });
});
