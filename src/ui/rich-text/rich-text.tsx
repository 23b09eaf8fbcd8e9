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

// Colours and a button to copy come behind the code itself.
export const CodeBlock = lazyView(
  () => import('./code/code-block.tsx'),
  'CodeBlock',
  ({ block }) => (
    <pre class="code" dir="ltr" translate={false}>
      <code>{visibleControls(block.text)}</code>
    </pre>
  ),
);

// Most messages are paragraphs; what else there is comes when it is first needed.
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

/** What heavy texts wait for: if it came behind them, it would draw all of them in one task. */
const allParts = lazy(async () => {
  await Promise.all([BlockViews.load(), CodeBlock.load()]);
  return true;
});

/** Up to so many emoji with nothing beside them are drawn large. */
const LARGE_EMOJI = 3;

/** No three emoji are longer, in UTF-16 units; and none has a letter in it. */
const MAY_BE_EMOJI = /^[^\p{L}]{1,60}$/u;

// Where most messages are without, its code need not come before the words.
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
  /** Small print that runs on behind the text. */
  children?: ComponentChildren;
};

/** A message's text as nodes, never as HTML: what isn't in this folder cannot come out of it. */
export function RichText({ room, text, children }: Props): JSX.Element {
  return (
    // Another text is drawn from nothing: a translator may have put nodes of its own into this one.
    <ErrorBoundary key={text} instead={<Unread text={text}>{children}</Unread>}>
      <ReadText room={room} text={text}>
        {children}
      </ReadText>
    </ErrorBoundary>
  );
}

/** A text as it was typed: where its turn is yet to come, where it is markup alone, and where reading it has failed. */
const Unread = ({ text, children }: Omit<Props, 'room'>): JSX.Element => (
  <p class="text" dir="auto">
    {displayText(text)} {children}
  </p>
);

function ReadText({ room, text, children }: Props): JSX.Element {
  const { blocks, elements } = useMemo(() => readText(text), [text]);
  const isMyTurn = useDeferred(elements <= LIGHT || allParts() !== null, false, elements);
  if (!isMyTurn || !hasWords(blocks)) return <Unread text={text}>{children}</Unread>;
  return (
    <Blocks room={room} blocks={blocks} isLarge={isLargeEmoji(text)}>
      {children}
    </Blocks>
  );
}

type BlocksProps = Omit<Props, 'text'> & { blocks: readonly Block[]; isLarge?: boolean };

/** What is drawn of a block; `times` counts how often it was drawn from nothing. */
type Drawn = { readonly block: Block; readonly times: number; readonly view: JSX.Element };

/** The blocks of a text; those that are the same objects as before are not drawn again. */
export function Blocks({ room, blocks, isLarge, children }: BlocksProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const before = useRef<readonly Drawn[]>([]);
  const last = blocks.at(-1);
  const runsOn = last?.kind === 'paragraph';
  const draw = (block: Block, i: number): Drawn => {
    const known = before.current[i];
    const ends = runsOn && block === last;
    if (known?.block === block && !ends && !known.view.props.children) return known;
    // What is written on would go on in nodes that a translator has taken out.
    const isStale = known && known.block !== block && isTranslated(root.current?.children[i]);
    const times = (known?.times ?? 0) + (isStale ? 1 : 0);
    // Blocks are only ever added behind the others.
    const view = (
      <BlockView key={`${i} ${times}`} room={room} block={block}>
        {ends && children}
      </BlockView>
    );
    return { block, times, view };
  };
  const drawn = blocks.map(draw);
  before.current = drawn;
  return (
    <div class="text" data-large={isLarge || undefined} ref={root}>
      {drawn.map(({ view }) => view)}
      {!runsOn && children && <p class="small-print">{children}</p>}
    </div>
  );
}

/** Whether a translator has put texts of its own into an element: we have no `font` anywhere. */
const isTranslated = (element: Element | undefined): boolean =>
  element?.querySelector('font') != null;

type BlockProps = { room: RoomModel; block: Block; children?: ComponentChildren };

function BlockView({ room, block, children }: BlockProps): JSX.Element {
  if (block.kind === 'code') return <CodeBlock room={room} block={block} />;
  if (block.kind !== 'paragraph') return <BlockViews room={room} block={block} View={BlockView} />;
  return (
    <p dir="auto">
      <LineView room={room} line={block} />
      {/* The space keeps them apart where nobody sees the margin: in copies and for the ears. */}
      {children && ' '}
      {children}
    </p>
  );
}
