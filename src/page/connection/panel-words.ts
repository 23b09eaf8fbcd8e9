// The texts of the connection panel, built from the sentences of a language.
import type { CloseMeaning } from '../../client/app/close-meaning.ts';
import type { ConnectionState } from '../../client/index.ts';
import type { Grammar } from '../../ui/i18n/grammar.ts';
import type { PanelSentences } from './languages/en.ts';
import type { Channel, TrafficEvent } from './traffic-log.ts';

/** All texts of the panel, with numbers and times in the reader's format. */
export type PanelWords = PanelSentences & {
  readonly state: (current: ConnectionState) => string;
  readonly happened: (happening: TrafficEvent) => string;
  /** Describes a close code and what the client does about it. */
  readonly meaning: (close: CloseMeaning) => string;
  readonly time: (at: number) => string;
  readonly seconds: (ms: number) => string;
  readonly bytes: (n: number) => string;
};

/** @param tag a BCP 47 tag. */
export function panelWords(words: PanelSentences, tag: string, { list }: Grammar): PanelWords {
  const clock = new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const time = (at: number): string => clock.format(at);
  const by = (way: Channel): string => words.ways[way];

  function state(current: ConnectionState): string {
    switch (current.at) {
      case 'idle':
        return words.idle;
      case 'connecting':
        if (current.transport) return words.connectingBy(by(current.transport));
        return current.attempt === 0 ? words.connecting : words.attempt(current.attempt);
      case 'syncing':
        return words.syncing;
      case 'live':
        return words.live(by(current.transport));
      case 'waiting':
        return words.waiting(current.attempt, time(current.until));
      case 'offline':
        return words.offline(time(current.until));
      case 'refused':
        return words.refused(current.reason.code);
      case 'closed':
        return words.left;
    }
  }

  function happened(happening: TrafficEvent): string {
    switch (happening.what) {
      case 'state':
        return state(happening.state);
      case 'joined':
        return words.joined(by(happening.way));
      case 'asked':
        return happening.way === 'websocket' ? words.upgrade : words.request(happening.of);
      case 'opened':
        return happening.way === 'websocket' ? words.open : words.response(happening.of);
      case 'refused':
        return words.blocked(happening.of);
      case 'broken':
        return words.failed(happening.of);
      case 'sent':
        return words.wasSent(kinds(happening.types));
      case 'received':
        return words.wasReceived(kinds(happening.types));
      case 'ping':
        return 'Ping';
      case 'pong':
        return words.pong(happening.ms);
      case 'closed':
        return words.closed(happening.code);
    }
  }

  return {
    ...words,
    state,
    happened,
    meaning: ({ code, names, retry }) =>
      `${names.length > 0 ? list(names) : (words.known[code] ?? words.unknown)} · ${words.retries[retry]}`,
    time,
    seconds: (ms) => `${number.format(ms / 1000)} s`,
    bytes: (n) =>
      n < 1000
        ? `${n} B`
        : n < 1e6
          ? `${number.format(n / 1000)} KB`
          : `${number.format(n / 1e6)} MB`,
  };
}

/** `message, message, live` as `2 × message, live`. */
function kinds(types: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, n]) => (n > 1 ? `${n} × ${type}` : type)).join(', ');
}
