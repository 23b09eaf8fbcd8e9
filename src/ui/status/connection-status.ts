import type { ConnectionState, Failure } from '../../client/index.ts';
import type { Words } from '../i18n/language.ts';
import { allWords } from '../i18n/more-words/en.ts';

/** The connection's state in plain words; `null` where all is well and nothing need be said. */
export type ConnectionStatus = {
  readonly text: string;
  /** What is read out in its place, where seconds would be read one by one. */
  readonly spoken?: string;
  /** How grave it is: no trouble at all, passing by itself, lasting, or over. */
  readonly tone: 'aside' | 'passing' | 'trouble' | 'over';
  /** Whether the person can do something by asking for it now. */
  readonly tryNow: boolean;
  /** Whether they can by loading the page anew. */
  readonly reload?: boolean;
};

const ASKS_TO_WAIT: ReadonlySet<string> = new Set(['room_full', 'overloaded', 'rate_limited']);

/** Nothing helps but another page: try the same again, and the answer is the same. */
const FINAL: ReadonlySet<string> = new Set([
  ...['bad_room', 'wrong_room', 'not_found', 'room_closed', 'banned'],
  'origin_not_allowed',
]);
/** The page is too old, or too much went wrong in it: another copy of it may do better. */
const WANTS_RELOAD: ReadonlySet<string> = new Set([
  ...['unsupported_protocol', 'too_many_errors', 'unauthorized'],
]);

/** @param onLine whether the browser has a network; where it has none, it need not be found out. */
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
      // The line is well; it is the room that asks to wait.
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

/** Why and until when one waits. @param seconds `null` where they would be read out one by one. */
export function pauseText({ code }: Failure, seconds: number | null, words: Words): string {
  const { pauses, somePause, tryAgainIn } = allWords(words);
  return `${pauses[code] ?? somePause} ${tryAgainIn(seconds)}`;
}
