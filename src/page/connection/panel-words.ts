// Every sentence of the panel, apart from the room's own words: few people ever load them.
import type { CloseMeaning } from '../../client/close-meaning.ts';
import type { Link } from '../../client/index.ts';
import type { Happening, Way } from './journal.ts';
import type { Switch } from './watch.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

const ways: Readonly<Record<Way, string>> = {
  websocket: 'WebSocket',
  events: 'Server-sent events',
  polling: 'Polling',
  other: 'Other requests',
};

const codes: Readonly<Record<number, string>> = {
  1000: 'normal end',
  1001: 'one side went away',
  1005: 'ended without a code',
  1006: 'broke without a goodbye',
  1011: 'the server failed',
};

const retries: Readonly<Record<CloseMeaning['retry'], string>> = {
  never: 'does not come back',
  renew: 'renews its token, then comes back',
  later: 'waits, then comes back',
  now: 'comes back at once',
};

const seconds = (ms: number): string => `${number.format(ms / 1000)} s`;
const bytes = (n: number): string =>
  n < 1000 ? `${n} B` : n < 1e6 ? `${number.format(n / 1000)} KB` : `${number.format(n / 1e6)} MB`;

/** `message, message, live` as `2 × message, live`. */
function kinds(types: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, n]) => (n > 1 ? `${n} × ${type}` : type)).join(', ');
}

function state(link: Link): string {
  switch (link.at) {
    case 'idle':
      return 'Not connected yet';
    case 'connecting':
      if (link.rung) return `Waiting for the room’s welcome by ${ways[link.rung]}`;
      return link.attempt === 0 ? 'Connecting' : `Attempt ${link.attempt} begins`;
    case 'syncing':
      return 'Welcomed; what was missed follows';
    case 'live':
      return `Live by ${ways[link.rung]}`;
    case 'waiting':
      return `Lost. Attempt ${link.attempt} at ${time.format(link.until)}`;
    case 'offline':
      return `Offline. One attempt a minute, the next at ${time.format(link.until)}`;
    case 'refused':
      return `Refused: ${link.reason.code}`;
    case 'closed':
      return 'Left';
  }
}

function meaning({ code, names, retry }: CloseMeaning): string {
  const what = names.join(', ') || codes[code] || 'not one of ours';
  return `${what}: the client ${retries[retry]}`;
}

export const panelWords = {
  title: 'The connection',
  close: 'Close',
  state,
  time: (at: number): string => time.format(at),
  ways,

  switches: 'Disturb it',
  switch: {
    websocket: 'Block WebSocket',
    events: 'Block server-sent events',
    line: 'Cut the line',
  } satisfies Record<Switch, string>,

  strategy: 'Wait between attempts',
  strategies: {
    exponential: 'Exponential: doubled each time',
    linear: 'Linear: 5 s more each time',
    fixed: 'Fixed: always the same',
    immediate: 'Immediate: hardly at all',
  },
  delays: 'Longest wait before each attempt',
  delay: (ms: number): string => seconds(ms),
  jitter: 'A random share of it is waited, so that a crowd does not come back all at once.',

  amounts: 'What went over it',
  way: 'Way',
  opened: 'Opened',
  sent: 'Sent',
  received: 'Received',
  frames: (n: number): string => `${number.format(n)} ${n === 1 ? 'frame' : 'frames'}`,
  bytes,

  life: 'What happened',
  newest: 'Newest first. What people say is never shown here.',
  nothing: 'Nothing yet.',
  /** Lines that wait while others are read. */
  more: (n: number): string => `Show ${n} new`,
  clear: 'Clear',
  times: (n: number): string => `${n} times`,

  happened(happening: Happening): string {
    switch (happening.what) {
      case 'state':
        return state(happening.link);
      case 'joined':
        return `Connected already, by ${ways[happening.way]}`;
      case 'asked':
        return happening.way === 'websocket' ? 'Upgrade requested' : `Request: ${happening.of}`;
      case 'opened':
        return happening.way === 'websocket' ? 'Open' : `Answer: ${happening.of}`;
      case 'refused':
        return `Blocked here: ${happening.of}`;
      case 'broken':
        return `Failed: ${happening.of}`;
      case 'sent':
        return `Sent: ${kinds(happening.types) || 'a request'}`;
      case 'received':
        return `Received: ${kinds(happening.types) || 'an answer'}`;
      case 'ping':
        return 'Ping';
      case 'pong':
        return `Pong after ${happening.ms} ms`;
      case 'closed':
        return `Closed with ${happening.code}`;
    }
  },

  codes: 'Close codes and what they mean',
  code: 'Code',
  means: 'Meaning',
  meaning,
};
