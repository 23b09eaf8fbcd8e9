import type { ConnectionState, Failure } from '../../client/index.ts';
import type { Words } from '../i18n/language.ts';
import { allWords } from '../i18n/more-words/en.ts';

/** The text for a connection state. */
export type ConnectionStatus = {
  readonly text: string;
  /** The text for screen readers, which would read each second of a countdown. */
  readonly spoken?: string;
  /** The severity: information, temporary, lasting, or final. */
  readonly tone: 'aside' | 'passing' | 'trouble' | 'over';
  /** Whether an immediate retry can help. */
  readonly tryNow: boolean;
  /** Whether reloading the page can help. */
  readonly reload?: boolean;
};

const ASKS_TO_WAIT: ReadonlySet<string> = new Set(['room_full', 'overloaded', 'rate_limited']);

/** Errors that a retry cannot fix. */
const FINAL: ReadonlySet<string> = new Set([
  ...['bad_room', 'wrong_room', 'not_found', 'room_closed', 'banned'],
  'origin_not_allowed',
]);
/** Errors that a reload may fix. */
const WANTS_RELOAD: ReadonlySet<string> = new Set([
  ...['unsupported_protocol', 'too_many_errors', 'unauthorized'],
]);

/** @param onLine whether the browser has a network. @returns `null` if everything is fine. */
export function connectionStatus(
  current: ConnectionState,
  now: number,
  spoken: Words,
  isOnline = true,
): ConnectionStatus | null {
  const words = allWords(spoken);
  if (!isOnline && current.at !== 'refused' && current.at !== 'closed')
    return { text: words.youAreOffline, tone: 'trouble', tryNow: true };
  switch (current.at) {
    case 'live':
      return current.transport === 'websocket'
        ? null
        : { text: words.transports[current.transport], tone: 'aside', tryNow: false };
    case 'idle':
    case 'connecting': {
      const first = current.at === 'idle' || current.attempt === 0;
      return {
        text: first ? words.connecting : words.reconnecting,
        tone: 'passing',
        tryNow: false,
      };
    }
    case 'syncing':
      return { text: words.catchingUp, tone: 'passing', tryNow: false };
    case 'waiting': {
      // The connection works; the room asks to wait.
      if (ASKS_TO_WAIT.has(current.reason.code))
        return { text: words.fault(current.reason), tone: 'trouble', tryNow: true };
      const seconds = Math.max(0, Math.ceil((current.until - now) / 1000));
      return {
        text: words.waiting(seconds),
        spoken: words.reconnecting,
        tone: 'trouble',
        tryNow: true,
      };
    }
    case 'offline':
      return { text: words.offline, tone: 'trouble', tryNow: true };
    case 'refused':
      return {
        text: words.fault(current.reason),
        tone: 'over',
        tryNow: !FINAL.has(current.reason.code) && !WANTS_RELOAD.has(current.reason.code),
        reload: WANTS_RELOAD.has(current.reason.code),
      };
    case 'closed':
      return { text: words.left, tone: 'over', tryNow: true };
  }
}

/** Why and how long to wait. @param seconds `null` for screen readers. */
export function pauseText({ code }: Failure, seconds: number | null, words: Words): string {
  const { pauses, somePause, tryAgainIn } = allWords(words);
  return `${pauses[code] ?? somePause} ${tryAgainIn(seconds)}`;
}
