import type { ComponentChildren, ComponentType, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block } from '../../rich-text/blocks/blocks.ts';
import type { IncrementalReader } from '../../rich-text/blocks/incremental-reader.ts';
import type { RoomModel } from '../../room/room-model.ts';

/** Each frame shows this part of the remaining text, and at least so many characters. */
const CATCH_UP = 1 / 4;
const LEAST = 3;

/** With reduced motion, each portion is shown as it arrives. */
const STILL = '(prefers-reduced-motion: reduce)';

type Props = {
  room: RoomModel;
  text: string;
  /** Whether the text is complete: then all of it is shown. */
  ended?: boolean;
  /** Small print after the text. */
  children?: ComponentChildren;
};

/** The lazily loaded reader and views of rich text. */
type Means = {
  readonly begin: () => IncrementalReader;
  readonly Blocks: ComponentType<Omit<Props, 'text' | 'ended'> & { blocks: readonly Block[] }>;
};

/** Loads the code that renders a streamed text. */
export async function loadStreamedText() {
  const [{ Blocks, BlockViews }, { IncrementalReader }] = await Promise.all([
    import('../../rich-text/rich-text.tsx'),
    import('../../rich-text/blocks/incremental-reader.ts'),
  ]);
  // Otherwise a list would first show its markup and then change visibly.
  await BlockViews.load();
  const means: Means = { Blocks, begin: () => new IncrementalReader() };
  return { StreamedText: (props: Props) => <StreamedText {...props} means={means} /> };
}

/** A text while it is streamed: it appears smoothly, and incomplete markup never shows. */
function StreamedText(props: Props & { means: Means }): JSX.Element {
  const { room, text, ended = false, means, children } = props;
  const [shown, show] = useState(text.length);
  useEffect(() => {
    if (shown === text.length || ended) return undefined;
    const frame = requestAnimationFrame(() => show(next(text, shown)));
    return () => cancelAnimationFrame(frame);
  }, [text, shown, ended]);
  const whole = ended || matchMedia(STILL).matches;
  const blocks = useBlocks(whole ? text : text.slice(0, shown), ended, means.begin);
  return (
    <means.Blocks room={room} blocks={blocks}>
      {children}
    </means.Blocks>
  );
}

/** How far the text is shown in the next frame; never inside a surrogate pair. */
function next(text: string, shown: number): number {
  if (shown > text.length) return text.length;
  const left = text.length - shown;
  const to = shown + Math.min(left, Math.max(LEAST, Math.ceil(left * CATCH_UP)));
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(to - 1));
  return isHalf ? to + 1 : to;
}

type Reading = {
  growing: IncrementalReader;
  text: string;
  ended: boolean;
  blocks: readonly Block[];
};

/** Parses incrementally. A text that was replaced is parsed from the start. */
function useBlocks(text: string, ended: boolean, begin: Means['begin']): readonly Block[] {
  const read = useRef<Reading | null>(null);
  const before = read.current;
  if (before && text === before.text && ended === before.ended) return before.blocks;
  const goesOn = before && !before.ended && text.startsWith(before.text);
  const growing = goesOn ? before.growing : begin();
  const added = growing.add(goesOn ? text.slice(before.text.length) : text);
  const blocks = ended ? growing.end() : added;
  read.current = { growing, text, ended, blocks };
  return blocks;
}
