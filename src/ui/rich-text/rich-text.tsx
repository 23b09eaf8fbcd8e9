import { type ComponentChildren, Fragment, type JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { lazy } from '../lazy/lazy.ts';
import { lazyView } from '../lazy/lazy-view.tsx';
import type { RoomModel } from '../room/room-model.ts';
import { addStyles } from '../theme/styles.ts';
import { type Block, hasWords, linesIn, readText } from './blocks/blocks.ts';
import { visibleControls } from './code/visible-controls.tsx';
import { displayText } from './display-text.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { LineView } from './inline/lazy-line-view.tsx';
import css from './rich-text.css' with { type: 'text' };
import { LIGHT, useDeferred } from './use-deferred.ts';

addStyles(css);

export { LineView };

// Syntax colors and the copy button are loaded after the code is shown.
export const CodeBlock = lazyView(
  () => import('./code/code-block.tsx'),
  'CodeBlock',
  ({ block }) => (
    <pre class="code" dir="ltr" translate={false}>
      <code>{visibleControls(block.text)}</code>
    </pre>
  ),
);

// Most messages are paragraphs, so views of other blocks are loaded when first needed.
export const BlockViews = lazyView(
  () => import('./blocks/block-views.tsx'),
  'BlockViews',
  ({ room, block }) => (
    <p dir="auto">
      {linesIn(block).map((line, i) => (
        <Fragment key={i}>
          {i > 0 && '\n'}
          <LineView room={room} line={line} />
        </Fragment>
      ))}
    </p>
  ),
);

/**
 * Heavy texts wait for all parts: a part that loads later would render all of them again in one
 * task.
 */
const allParts = lazy(async () => {
  await Promise.all([BlockViews.load(), CodeBlock.load()]);
  return true;
});

/** Up to this many emoji without text are shown large. */
const LARGE_EMOJI = 3;

/** The longest three emoji have fewer UTF-16 units, and no emoji contains a letter. */
const MAY_BE_EMOJI = /^[^\p{L}]{1,60}$/u;

// Loaded lazily, because most messages do not need it.
const countEmojiAlone = lazy(() =>
  import('../bundles/details.ts').then((parts) => parts.countEmojiAlone),
);

function isLargeEmoji(text: string): boolean {
  const count = (MAY_BE_EMOJI.test(text) && countEmojiAlone()?.(text)) || 0;
  return count > 0 && count <= LARGE_EMOJI;
}

type Props = {
  room: RoomModel;
  text: string;
  /** Small print after the text. */
  children?: ComponentChildren;
};

/**
 * Renders a message's text as nodes, never as HTML, so that only elements created in this folder
 * are possible.
 */
export function RichText({ room, text, children }: Props): JSX.Element {
  return (
    // The key: a changed text is rendered from scratch, because a page translator may have replaced
    // its nodes.
    <ErrorBoundary key={text} instead={<UnparsedText text={text}>{children}</UnparsedText>}>
      <ReadText room={room} text={text}>
        {children}
      </ReadText>
    </ErrorBoundary>
  );
}

/**
 * The text without parsing: while it is queued, if it is nothing but markup, or if rendering
 * failed.
 */
const UnparsedText = ({ text, children }: Omit<Props, 'room'>): JSX.Element => (
  <p class="text" dir="auto">
    {displayText(text)} {children}
  </p>
);

function ReadText({ room, text, children }: Props): JSX.Element {
  const { blocks, elements } = useMemo(() => readText(text), [text]);
  const isMyTurn = useDeferred(elements <= LIGHT || allParts() !== null, false, elements);
  if (!isMyTurn || !hasWords(blocks)) return <UnparsedText text={text}>{children}</UnparsedText>;
  return (
    <Blocks room={room} blocks={blocks} isLarge={isLargeEmoji(text)}>
      {children}
    </Blocks>
  );
}

type BlocksProps = Omit<Props, 'text'> & { blocks: readonly Block[]; isLarge?: boolean };

/** A rendered block; `times` counts how often it was rendered from scratch. */
type RenderedBlock = { readonly block: Block; readonly times: number; readonly view: JSX.Element };

/**
 * Renders the blocks of a text. Blocks that are the same objects as before are not rendered again.
 */
export function Blocks({ room, blocks, isLarge, children }: BlocksProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const before = useRef<readonly RenderedBlock[]>([]);
  const last = blocks.at(-1);
  const runsOn = last?.kind === 'paragraph';
  const draw = (block: Block, i: number): RenderedBlock => {
    const known = before.current[i];
    const ends = runsOn && block === last;
    if (known?.block === block && !ends && !known.view.props.children) return known;
    // If a page translator has replaced the nodes of a growing block, updates would not be visible.
    const isStale = known && known.block !== block && isTranslated(root.current?.children[i]);
    const times = (known?.times ?? 0) + (isStale ? 1 : 0);
    // The index is a stable key, because blocks are only appended.
    const view = (
      <BlockView key={`${i} ${times}`} room={room} block={block}>
        {ends && children}
      </BlockView>
    );
    return { block, times, view };
  };
  const rendered = blocks.map(draw);
  before.current = rendered;
  return (
    <div class="text" data-large={isLarge || undefined} ref={root}>
      {rendered.map(({ view }) => view)}
      {!runsOn && children && <p class="small-print">{children}</p>}
    </div>
  );
}

/** Whether a page translator has changed an element: it inserts `font`, which we never use. */
const isTranslated = (element: Element | undefined): boolean =>
  element?.querySelector('font') != null;

type BlockProps = { room: RoomModel; block: Block; children?: ComponentChildren };

function BlockView({ room, block, children }: BlockProps): JSX.Element {
  if (block.kind === 'code') return <CodeBlock room={room} block={block} />;
  if (block.kind !== 'paragraph') return <BlockViews room={room} block={block} View={BlockView} />;
  return (
    <p dir="auto">
      <LineView room={room} line={block} />
      {/* A space where the margin has no effect: in copied text and for screen readers. */}
      {children && ' '}
      {children}
    </p>
  );
}
