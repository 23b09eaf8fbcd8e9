import { beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionState, Message, Transport } from '../../../../src/client/index.ts';
import { inEnglish } from '../../../../src/ui/i18n/language.ts';
import { allWords } from '../../../../src/ui/i18n/more-words/en.ts';
import { sends } from '../../../../src/ui/keyboard/enter-key.ts';
import { namesOf } from '../../../../src/ui/people/names-by-id.ts';
import { loadPlainText } from '../../../../src/ui/rich-text/plain-text.ts';
import { announcementFor } from '../../../../src/ui/status/announcements.ts';
import { connectionStatus } from '../../../../src/ui/status/connection-status.ts';
import { ADA, BEN, message } from '../../client/fakes.ts';

beforeAll(loadPlainText);

const { words, clock } = inEnglish();
const reason = { code: 'unreachable', message: '' };

describe('the connection status', () => {
  const said = (link: ConnectionState) => connectionStatus(link, 1000, words)?.text;

  it('is empty when all is well', () => {
    expect(
      connectionStatus({ at: 'live', attempt: 0, since: 0, transport: 'websocket' }, 0, words),
    ).toBeNull();
  });

  it('says when it works without WebSockets', () => {
    const live = (transport: Transport) => said({ at: 'live', attempt: 0, since: 0, transport });
    expect(live('events')).toMatch(/^Connected without WebSockets/);
    expect(live('polling')).toMatch(/^Slow connection/);
  });

  it('distinguishes a first connection from a reconnect', () => {
    expect(said({ at: 'connecting', attempt: 0, until: 0 })).toBe('Connecting…');
    expect(said({ at: 'connecting', attempt: 2, until: 0 })).toBe('Reconnecting…');
    expect(said({ at: 'syncing', attempt: 2, transport: 'websocket' })).toBe('Catching up…');
  });

  it('counts down the full seconds to the next attempt', () => {
    const waiting = (until: number) => said({ at: 'waiting', attempt: 1, until, reason });
    expect(waiting(3001)).toBe('Connection lost. Trying again in 3\u00a0s.');
    expect(waiting(900)).toBe('Connection lost. Trying again now.');
  });

  it('says that the room asks to wait, not that the connection is lost', () => {
    const full = { code: 'room_full', message: 'Full.' };
    expect(said({ at: 'waiting', attempt: 1, until: 9000, reason: full })).toMatch(/is full/);
  });

  it('says that the browser is offline, whatever the connection state', () => {
    const live: ConnectionState = { at: 'live', attempt: 0, since: 0, transport: 'websocket' };
    const waiting: ConnectionState = { at: 'waiting', attempt: 1, until: 9000, reason };
    for (const link of [live, waiting])
      expect(connectionStatus(link, 0, words, false)?.text).toMatch(/^You’re offline/);
    const banned: ConnectionState = { at: 'refused', reason: { code: 'banned', message: '' } };
    expect(connectionStatus(banned, 0, words, false)?.text).toMatch(/banned/);
  });

  it('offers a retry only if it may help', () => {
    const offers = (code: string) => {
      const { tryNow, reload } =
        connectionStatus({ at: 'refused', reason: { code, message: '' } }, 0, words) ?? {};
      return tryNow ? 'try' : reload ? 'reload' : null;
    };
    for (const code of ['bad_room', 'room_closed', 'banned', 'origin_not_allowed'])
      expect(offers(code), code).toBeNull();
    for (const code of ['unsupported_protocol', 'too_many_errors', 'unauthorized'])
      expect(offers(code), code).toBe('reload');
    expect(offers('full_moon')).toBe('try');
  });

  it('gives the reason of a rejection, in our words or the room’s', () => {
    expect(said({ at: 'refused', reason: { code: 'banned', message: 'x' } })).toMatch(/banned/);
    const unknown = { code: 'full_moon', message: 'Come back tomorrow.' };
    expect(said({ at: 'refused', reason: unknown })).toBe('Come back tomorrow.');
    expect(words.fault({ code: 'x', message: '' })).toBe('Something went wrong.');
  });
});

describe('announcements', () => {
  const none: ReadonlySet<string> = new Set();
  const news = (messages: readonly Message[], upTo: number, awaited = none) =>
    announcementFor(messages, { upTo, awaited }, ADA.id, words);
  const spoken = (messages: readonly Message[], upTo: number) => news(messages, upTo).text;

  it('read one message with its text, and several by their number', () => {
    const messages = [message(1), message(2, { user: BEN, text: 'Hello' })];
    expect(news(messages, 1)).toEqual({
      text: 'Ben: Hello',
      heard: { upTo: 2, awaited: none },
    });
    const three = [1, 2, 3].map((seq) => message(seq, { user: BEN }));
    expect(spoken(three, 0)).toBe('3 new messages');
  });

  it('never read old, own or deleted messages', () => {
    expect(spoken([message(1, { user: BEN })], 1)).toBeNull();
    expect(news([message(2)], 1).text).toBeNull();
    expect(spoken([message(2, { user: BEN, deleted: true })], 1)).toBeNull();
  });

  it('read text without its markup', () => {
    const text = '**Bold** and `code`';
    expect(spoken([message(2, { user: BEN, text })], 1)).toBe('Ben: Bold and code');
  });

  it('read an answer once, when it has ended, and how', () => {
    const ASKED = { attempt: 1, by: ADA.id, provider: 'builtin' };
    const answer = (state: 'queued' | 'running' | 'done', text: string) =>
      message(2, {
        user: { id: 'assistant', name: 'Assistant' },
        text,
        assistant: { ...ASKED, state },
      });
    const begun = news([answer('running', '')], 1);
    expect(begun.text).toBeNull();
    const ended = announcementFor([answer('done', 'Yes.')], begun.heard, ADA.id, words);
    expect(ended.text).toBe('Assistant: Yes.');
    expect(announcementFor([answer('done', 'Yes.')], ended.heard, ADA.id, words).text).toBeNull();
    const stopped = [
      { ...answer('done', 'Yes'), assistant: { ...ASKED, state: 'stopped' } },
    ] as const;
    expect(announcementFor(stopped, begun.heard, ADA.id, words).text).toBe(
      'Assistant: Yes Stopped.',
    );
    const failed = [
      {
        ...answer('done', ''),
        assistant: { ...ASKED, state: 'failed', code: 'assistant_timeout' },
      },
    ] as const;
    expect(announcementFor(failed, begun.heard, ADA.id, words).text).toBe(
      'Assistant: The assistant took too long to answer.',
    );
    const again = announcementFor([answer('queued', 'Yes.')], ended.heard, ADA.id, words);
    expect(again.text).toBeNull();
    expect(announcementFor([answer('done', 'No.')], again.heard, ADA.id, words).text).toBe(
      'Assistant: No.',
    );
  });
});

describe('Enter', () => {
  const key = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

  it('sends, but not with Shift and not while composing', () => {
    expect(sends(key)).toBe(true);
    expect(sends({ ...key, key: 'a' })).toBe(false);
    expect(sends({ ...key, shiftKey: true })).toBe(false);
    expect(sends({ ...key, isComposing: true })).toBe(false);
    expect(sends({ ...key, keyCode: 229 })).toBe(false);
  });

  it('breaks the line if the keyboard has no other key for it, unless Ctrl or Cmd is held', () => {
    expect(sends(key, false)).toBe(false);
    expect(sends({ ...key, ctrlKey: true }, false)).toBe(true);
    expect(sends({ ...key, metaKey: true }, false)).toBe(true);
  });
});

describe('days', () => {
  it('have their usual names', () => {
    const now = new Date(2026, 2, 1, 0, 30).getTime();
    const daysAgo = (days: number) => new Date(2026, 2, 1 - days, 23).getTime();
    expect(clock.dayName(new Date(2026, 2, 1, 0, 1).getTime(), now)).toBe('Today');
    expect(clock.dayName(daysAgo(1), now)).toBe('Yesterday');
    expect(clock.dayName(daysAgo(2), now)).toMatch(/27/);
    expect(clock.dayName(daysAgo(400), now)).toMatch(/2025/);
  });
});

describe('people', () => {
  it('have their newest name', () => {
    const names = namesOf([message(1)], [{ ...ADA, name: 'Augusta' }, BEN]);
    expect(Object.fromEntries(names)).toEqual({ 'u-ada': 'Augusta', 'u-ben': 'Ben' });
  });

  it('are shown as typing in correct English', () => {
    expect(allWords(words).typing(['Ada'])).toBe('Ada is typing');
    expect(allWords(words).typing(['Ada', 'Ben', 'Cleo'])).toBe('Ada, Ben, and Cleo are typing');
    expect(allWords(words).typing(['A', 'B', 'C', 'D'])).toBe('Several people are typing');
  });
});
