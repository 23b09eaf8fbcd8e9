import type { JSX } from 'preact';
import type { Chat } from '../../client/index.ts';
import type { Outlets } from '../outlets.ts';
import { Panel, type PanelProps } from './panel.tsx';
import { Watch } from './watch.ts';

export type Opened = {
  /** Writes down where this chat's connection is. */
  readonly follow: (state: Chat['state']) => void;
  readonly View: (props: PanelProps) => JSX.Element;
};

/** Begins to watch what goes through the outlets. @returns the panel that shows it. */
export function open(outlets: Outlets): Opened {
  const watch = new Watch(outlets);
  return {
    follow: (state) => watch.follow(state),
    View: (props) => <Panel {...props} outlets={outlets} watch={watch} />,
  };
}
