import type { ComponentType, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block } from '../rich-text/blocks.ts';
import type { Growing } from '../rich-text/growing.ts';
import type { RoomModel } from '../room-model.ts';

/** What is behind is caught up by this part of it in each frame, and by so much at least. */
const CATCH_UP = 1 / 4;
const LEAST = 3;

/** Whoever wants nothing to move sees each portion as it comes. */
const STILL = '(prefers-reduced-motion: reduce)';

type Props = { room: RoomModel; text: string };

/** How a text is read that grows, and drawn: by what each message's text is. */
type Means = {
  readonly begin: () => Growing;
  readonly Blocks: ComponentType<{ room: RoomModel; blocks: readonly Block[] }>;
};

/** Fetches what it takes to draw a text while it is written. */
export async function fetchWriting(): Promise<ComponentType<Props>> {
  const [{ Blocks }, { Growing }] = await Promise.all([
    import('../rich-text/rich-text.tsx'),
    import('../rich-text/growing.ts'),
  ]);
  const means: Means = { Blocks, begin: () => new Growing() };
  return (props) => <Writing {...props} means={means} />;
}

/** A text while it is written: portions come smoothly, marks that are half there never show. */
function Writing({ room, text, means }: Props & { means: Means }): JSX.Element {
  const [shown, show] = useState(text.length);
  useEffect(() => {
    if (shown === text.length) return undefined;
    const frame = requestAnimationFrame(() => show(next(text, shown)));
    return () => cancelAnimationFrame(frame);
  }, [text, shown]);
  const part = text.slice(0, matchMedia(STILL).matches ? text.length : shown);
  return <means.Blocks room={room} blocks={useBlocks(part, means.begin)} />;
}

/** Up to where the text is shown in the next frame; never inside a character. */
function next(text: string, shown: number): number {
  if (shown > text.length) return text.length;
  const left = text.length - shown;
  const to = shown + Math.min(left, Math.max(LEAST, Math.ceil(left * CATCH_UP)));
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(to - 1));
  return isHalf ? to + 1 : to;
}

/** Reads on where it left off; a text that began anew is read anew. */
function useBlocks(text: string, begin: Means['begin']): readonly Block[] {
  const read = useRef<Reading | null>(null);
  if (!read.current || !text.startsWith(read.current.text))
    read.current = { growing: begin(), text: '', blocks: [] };
  const { current } = read;
  if (text !== current.text) {
    current.blocks = current.growing.add(text.slice(current.text.length));
    current.text = text;
  }
  return current.blocks;
}

type Reading = { readonly growing: Growing; text: string; blocks: readonly Block[] };
