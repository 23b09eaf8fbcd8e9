import type { JSX } from 'preact';
import type { Chat } from '../../client/index.ts';
import { wordsIn } from './load-words.ts';
import type { Network } from './network.ts';
import { Panel, type PanelProps } from './panel.tsx';
import { TrafficMonitor } from './traffic-monitor.ts';

export type Opened = {
  /** Starts logging the state of the chat's connection. */
  readonly follow: (state: Chat['state']) => void;
  /** Renders nothing until its words are loaded. */
  readonly View: (props: PanelProps) => JSX.Element | null;
};

/** Starts monitoring the network. @returns the panel. */
export function open(network: Network): Opened {
  const monitor = new TrafficMonitor(network);
  return {
    follow: (state) => monitor.follow(state),
    View: (props) => {
      const words = wordsIn(props.room.language.value);
      return words && <Panel {...props} words={words} network={network} monitor={monitor} />;
    },
  };
}
