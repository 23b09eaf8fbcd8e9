import type { JSX } from 'preact';
import type { Chat } from '../../client/index.ts';
import type { Outlets } from '../outlets.ts';
import { Panel, type PanelProps } from './panel.tsx';
import { Watch } from './watch.ts';
import { wordsIn } from './words.ts';

export type Opened = {
  /** Writes down where this chat's connection is. */
  readonly follow: (state: Chat['state']) => void;
  /** Draws nothing until its words are there. */
  readonly View: (props: PanelProps) => JSX.Element | null;
};

/** Begins to watch what goes through the outlets. @returns the panel that shows it. */
export function open(outlets: Outlets): Opened {
  const watch = new Watch(outlets);
  return {
    follow: (state) => watch.follow(state),
    View: (props) => {
      const words = wordsIn(props.room.language.value);
      return words && <Panel {...props} words={words} outlets={outlets} watch={watch} />;
    },
  };
}
