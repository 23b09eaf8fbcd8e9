// The words of the connection panel, apart from the room's own: few people ever load them.
import type { Grammar } from '../../../ui/i18n/grammar.ts';

/** English. */
export const english = ({ count, several }: Grammar) => ({
  title: 'Connection details',
  close: 'Close',

  idle: 'Not connected yet',
  connecting: 'Connecting…',
  attempt: (n: number) => `Attempt ${count(n)} starting…`,
  connectingBy: (way: string) => `Connecting by ${way}…`,
  syncing: 'Connected. Catching up…',
  live: (way: string) => `Connected by ${way}`,
  waiting: (n: number, at: string) => `Disconnected. Retry ${count(n)} at ${at}`,
  offline: (at: string) => `Offline. Retrying once a minute, next at ${at}`,
  refused: (code: string) => `Refused: ${code}`,
  left: 'You left the room',

  switches: 'Simulate problems',
  switch: { websocket: 'Block WebSocket', events: 'Block server-sent events', line: 'Disconnect' },

  strategy: 'Reconnect strategy',
  strategies: {
    exponential: 'Exponential: twice as long each time',
    linear: 'Linear: 5 s longer each time',
    fixed: 'Fixed: always the same',
    immediate: 'Immediate: almost no wait',
  },
  delays: 'Longest wait before each attempt',
  jitter: 'Each wait is a random part of this, so that clients don’t all reconnect at once.',

  amounts: 'Traffic',
  way: 'Transport',
  ways: {
    websocket: 'WebSocket',
    events: 'Server-sent events',
    polling: 'Polling',
    other: 'Other requests',
  },
  opened: 'Opened',
  sent: 'Sent',
  received: 'Received',
  frames: (n: number) => several(n, { one: '# frame', other: '# frames' }),

  life: 'Log',
  newest: 'Newest first. Message texts are never shown here.',
  nothing: 'Nothing yet',
  /** Lines that wait while others are read. */
  more: (n: number) => `Show ${count(n)} new`,
  clear: 'Clear',
  times: (n: number) => several(n, { one: '# time', other: '# times' }),

  joined: (way: string) => `Already connected by ${way}`,
  upgrade: 'Upgrade requested',
  request: (what: string) => `Request: ${what}`,
  open: 'Open',
  response: (what: string) => `Response: ${what}`,
  blocked: (what: string) => `Blocked: ${what}`,
  failed: (what: string) => `Failed: ${what}`,
  wasSent: (what: string) => `Sent: ${what || 'request'}`,
  wasReceived: (what: string) => `Received: ${what || 'response'}`,
  pong: (ms: number) => `Pong after ${count(ms)} ms`,
  closed: (code: number) => `Closed with ${code}`,

  codes: 'Close codes',
  /** Codes that are not ours. */
  known: {
    1000: 'normal end',
    1001: 'going away',
    1005: 'no code given',
    1006: 'connection lost',
    1011: 'server error',
  } as Readonly<Record<number, string>>,
  unknown: 'unknown code',
  retries: {
    never: 'no reconnect',
    renew: 'renew the token, then reconnect',
    later: 'wait, then reconnect',
    now: 'reconnect at once',
  },
});

export type PanelSentences = ReturnType<typeof english>;

/** Another language has all of them: they are loaded without the English. */
export type PanelTranslation = (grammar: Grammar) => PanelSentences;
