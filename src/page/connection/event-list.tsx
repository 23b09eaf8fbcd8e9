import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { endMeaning } from '../../client/app/close-meaning.ts';
import type { PanelWords } from './panel-words.ts';
import type { Entry, TrafficEvent } from './traffic-log.ts';
import type { TrafficMonitor } from './traffic-monitor.ts';

type Props = { words: PanelWords; monitor: TrafficMonitor };

/** The events of the connection, newest first. It pauses while the pointer is over it. */
export function EventList({ words, monitor: { log, news } }: Props): JSX.Element {
  // Subscribes to updates of the log.
  void news.value;
  /** The id of the newest entry shown while paused; `null` otherwise. */
  const held = useSignal<number | null>(null);
  const { entries } = log;
  const from = held.value ?? Number.POSITIVE_INFINITY;
  const shown = entries.filter(({ id }) => id <= from);
  const waiting = entries.length - shown.length;
  const hold = () => {
    held.value ??= entries[0]?.id ?? null;
  };
  const letGo = () => {
    held.value = null;
  };
  return (
    <div class="life" onPointerLeave={letGo}>
      <h3>{words.life}</h3>
      <button
        type="button"
        class="worded"
        onClick={() => {
          held.value = null;
          log.clear();
        }}
      >
        {words.clear}
      </button>
      {waiting > 0 && (
        <button
          type="button"
          class="worded"
          onClick={() => {
            held.value = entries[0]?.id ?? null;
          }}
        >
          {words.more(waiting)}
        </button>
      )}
      <p class="hint">{entries.length === 0 ? words.nothing : words.newest}</p>
      {/* Not for entering it: lines that pass below a pointer at rest are not pointed at. */}
      <ol reversed onPointerMove={hold}>
        {shown.map((entry) => (
          <Line key={entry.id} words={words} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

type LineProps = { words: PanelWords; entry: Entry };

function Line({ words, entry: { at, times, happening } }: LineProps): JSX.Element {
  return (
    <li data-tone={toneOf(happening)}>
      <time dateTime={new Date(at).toISOString()}>{words.time(at)}</time>
      <span>
        {words.happened(happening)}
        {times > 1 && <small> {words.times(times)}</small>}
        {'bytes' in happening && happening.bytes > 0 && (
          <small> {words.bytes(happening.bytes)}</small>
        )}
        {happening.what === 'closed' && (
          <small> {words.meaning(endMeaning(happening.code, happening.reason))}</small>
        )}
      </span>
    </li>
  );
}

/** How an entry is emphasized. */
function toneOf({ what }: TrafficEvent): 'state' | 'trouble' | 'pulse' | undefined {
  if (what === 'state') return 'state';
  if (what === 'closed' || what === 'refused' || what === 'broken') return 'trouble';
  return what === 'ping' || what === 'pong' ? 'pulse' : undefined;
}
