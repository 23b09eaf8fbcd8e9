import type { ComponentChildren, ComponentType, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block } from '../../rich-text/blocks/blocks.ts';
import type { IncrementalReader } from '../../rich-text/blocks/incremental-reader.ts';
import type { RoomModel } from '../../room/room-model.ts';

/** What is behind is caught up by this part of it in each frame, and by so much at least. */
const CATCH_UP = 1 / 4;
const LEAST = 3;

/** Whoever wants nothing to move sees each portion as it comes. */
const STILL = '(prefers-reduced-motion: reduce)';

type Props = {
  room: RoomModel;
  text: string;
  /** Whether no more comes: then all of it is shown, and what was drawn stays as it is. */
  ended?: boolean;
  /** Small print that runs on behind the text. */
  children?: ComponentChildren;
};

/** How a text is read that grows, and drawn: by what each message's text is. */
type Means = {
  readonly begin: () => IncrementalReader;
  readonly Blocks: ComponentType<Omit<Props, 'text' | 'ended'> & { blocks: readonly Block[] }>;
};

/** Fetches what it takes to draw a text while it is written. */
export async function loadStreamedText() {
  const [{ Blocks, BlockViews }, { IncrementalReader }] = await Promise.all([
    import('../../rich-text/rich-text.tsx'),
    import('../../rich-text/blocks/incremental-reader.ts'),
  ]);
  // A list drawn first as it was typed would lose its marks before everyone's eyes.
  await BlockViews.load();
  const means: Means = { Blocks, begin: () => new IncrementalReader() };
  return { StreamedText: (props: Props) => <StreamedText {...props} means={means} /> };
}

/** A text while it is written: portions come smoothly, marks that are half there never show. */
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

/** Up to where the text is shown in the next frame; never inside a character. */
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

/** Reads on where it left off; a text that began anew is read anew. */
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
