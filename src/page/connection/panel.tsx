import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { STRATEGIES } from '../../client/app/first-load.ts';
import { isInputMethodKey } from '../../ui/keyboard/enter-key.ts';
import { isTypingOutside } from '../../ui/keyboard/is-typing-outside.ts';
import type { RoomModel } from '../../ui/room/room-model.ts';
import { Icon } from '../../ui/theme/icons.tsx';
import { addStyles } from '../../ui/theme/styles.ts';
import type { CloseCodeList } from './close-code-list.tsx';
import { EventList } from './event-list.tsx';
import type { Network } from './network.ts';
import css from './panel.css' with { type: 'text' };
import type { PanelWords } from './panel-words.ts';
import { CHANNELS } from './traffic-log.ts';
import { SWITCHES, type TrafficMonitor } from './traffic-monitor.ts';

addStyles(css);

export type PanelProps = {
  readonly room: RoomModel;
  /** Whether the user has just opened it, so that it gets the focus. */
  readonly called: boolean;
  readonly onClose: () => void;
};

type Props = PanelProps & {
  readonly words: PanelWords;
  readonly network: Network;
  readonly monitor: TrafficMonitor;
};

/** Shows the state, traffic and events of the connection, with switches to break it. */
export function Panel({ room, words, network, monitor, called, onClose }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const { current } = heading;
    if (called && current && !isTypingOutside(current)) current.focus();
  }, []);
  return (
    <section
      class="connection"
      id="connection"
      aria-labelledby="connection-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isInputMethodKey(event)) onClose();
      }}
    >
      <header>
        <h2 id="connection-title" ref={heading} tabIndex={-1}>
          {words.title}
        </h2>
        <button type="button" aria-label={words.close} title={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <p class="state" data-at={room.state.value.at}>
        {words.state(room.state.value)}
      </p>
      <Switches room={room} words={words} monitor={monitor} />
      <Waits room={room} words={words} network={network} />
      <Amounts words={words} monitor={monitor} />
      <EventList words={words} monitor={monitor} />
      <Codes words={words} />
    </section>
  );
}

/** Loaded on request, because the list includes the whole error registry. */
function Codes({ words }: Pick<Props, 'words'>): JSX.Element {
  const List = useSignal<typeof CloseCodeList | null>(null);
  return (
    <details
      onToggle={async () => {
        // Offline, most likely. It can be opened again.
        const loaded = await import('./close-code-list.tsx').catch(() => null);
        List.value = loaded?.CloseCodeList ?? null;
      }}
    >
      <summary>{words.codes}</summary>
      {List.value && <List.value meaning={words.meaning} />}
    </details>
  );
}

const Switches = ({
  room,
  words,
  monitor,
}: Pick<Props, 'room' | 'words' | 'monitor'>): JSX.Element => (
  <fieldset>
    <legend>{words.switches}</legend>
    {SWITCHES.map((way) => (
      <label key={way}>
        <input
          type="checkbox"
          checked={monitor.blocked[way].value}
          onChange={({ currentTarget: { checked } }) => {
            monitor.block(way, checked);
            // Where a better way is open again, it need not be found out in an hour.
            if (!checked && way !== 'line') room.chat.reconnect();
          }}
        />
        {words.switch[way]}
      </label>
    ))}
  </fieldset>
);

const ATTEMPTS = [1, 2, 3, 4, 5, 6, 7];
const names = Object.keys(STRATEGIES) as (keyof typeof STRATEGIES)[];

function Waits({ room, words, network }: Pick<Props, 'room' | 'words' | 'network'>): JSX.Element {
  const chosen = useSignal(network.strategy);
  const link = room.state.value;
  // The next waits: after a successful connection, the first wait again.
  const next = link.at === 'waiting' || link.at === 'connecting' ? link.attempt : 1;
  return (
    <div class="waits">
      <label>
        {words.strategy}
        <select
          value={chosen.value}
          onChange={({ currentTarget: { selectedIndex } }) => {
            network.strategy = chosen.value = names[selectedIndex] ?? chosen.value;
          }}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {words.strategies[name]}
            </option>
          ))}
        </select>
      </label>
      <ol aria-label={words.delays}>
        {ATTEMPTS.map((attempt) => (
          <li
            key={attempt}
            aria-current={attempt === Math.min(next, ATTEMPTS.length) ? 'step' : undefined}
          >
            {words.seconds(STRATEGIES[chosen.value](attempt, Infinity))}
          </li>
        ))}
      </ol>
      <p class="hint">{words.jitter}</p>
    </div>
  );
}

function Amounts({ words, monitor: { log, news } }: Pick<Props, 'words' | 'monitor'>): JSX.Element {
  void news.value;
  return (
    <table>
      <caption>{words.amounts}</caption>
      <thead>
        <tr>
          {[words.way, words.opened, words.sent, words.received].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {CHANNELS.map((way) => {
          const { opened, sent, received } = log.counts[way];
          return (
            <tr key={way}>
              <th scope="row">{words.ways[way]}</th>
              <td>{opened}</td>
              {[sent, received].map(({ frames, bytes }, place) => (
                <td key={place === 0 ? 'sent' : 'received'}>
                  {words.bytes(bytes)}
                  {frames > 0 && <small>{words.frames(frames)}</small>}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
