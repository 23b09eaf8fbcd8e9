import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { later } from '../later.tsx';
import { onDemand } from '../on-demand.ts';
import type { RoomModel } from '../room-model.ts';
import { addStyles } from '../styles.ts';
import { type Block, blocksOf, type Item } from './blocks.ts';
import { finderFor } from './finder.ts';
import { inlineOf } from './inline.ts';
import { drawn, harmless } from './inline-views.tsx';
import css from './rich-text.css' with { type: 'text' };

addStyles(css);

const names = onDemand(() => import('../known-names.ts').then(({ knownIn }) => knownIn));

// Colours and a button to copy come behind the code itself.
const CodeBlock = later(
  () => import('./code-block.tsx'),
  'CodeBlock',
  ({ block }) => (
    <pre class="code" dir="ltr">
      <code>{harmless(block.text)}</code>
    </pre>
  ),
);

type Props = {
  room: RoomModel;
  text: string;
  /** Small print that runs on behind the text. */
  children?: ComponentChildren;
};

/** A message's text as nodes, never as HTML: what isn't in this folder cannot come out of it. */
export function RichText({ room, text, children }: Props): JSX.Element {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <Blocks room={room} blocks={blocks}>
      {children}
    </Blocks>
  );
}

type BlocksProps = Omit<Props, 'text'> & { blocks: readonly Block[] };

/** The blocks of a text; those that are the same objects as before are not drawn again. */
export function Blocks({ room, blocks, children }: BlocksProps): JSX.Element {
  const last = blocks.at(-1);
  const runsOn = last?.kind === 'paragraph';
  const drawn = useMemo(() => new WeakMap<Block, JSX.Element>(), []);
  const draw = (block: Block, i: number): JSX.Element => {
    const ends = runsOn && block === last;
    const view = (!ends && drawn.get(block)) || (
      // Blocks are only ever added behind the others.
      <BlockView key={i} room={room} block={block}>
        {ends && children}
      </BlockView>
    );
    if (!ends) drawn.set(block, view);
    return view;
  };
  return (
    <div class="text">
      {blocks.map(draw)}
      {!runsOn && children && <p class="small-print">{children}</p>}
    </div>
  );
}

type BlockProps = { room: RoomModel; block: Block; children?: ComponentChildren };

function BlockView({ room, block, children }: BlockProps): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Line room={room} text={block.text} open={block.open} />
          {/* The space keeps them apart where nobody sees the margin: in copies and for the ears. */}
          {children && ' '}
          {children}
        </p>
      );
    case 'heading':
      return (
        <p dir="auto" class="heading">
          <Line room={room} text={block.text} open={block.open} />
        </p>
      );
    case 'code':
      return <CodeBlock room={room} block={block} />;
    case 'rule':
      return <hr />;
    case 'quote':
      return <blockquote dir="auto">{nested(room, block.blocks)}</blockquote>;
    case 'list':
      return <List room={room} items={block.items} />;
  }
}

const nested = (room: RoomModel, blocks: readonly Block[]): JSX.Element[] =>
  blocks.map((block, i) => <BlockView key={i} room={room} block={block} />);

/** A list as its writer counted it, gaps included. */
function List({ room, items }: { room: RoomModel; items: readonly Item[] }): JSX.Element {
  const all = items.map(({ number, blocks }, i) => (
    <li key={i} value={number}>
      {nested(room, blocks)}
    </li>
  ));
  return items[0]?.number === undefined ? <ul dir="auto">{all}</ul> : <ol dir="auto">{all}</ol>;
}

type LineProps = { room: RoomModel; text: string; open?: boolean | undefined };

function Line({ room, text, open }: LineProps): JSX.Element {
  // Only who names somebody is drawn again when somebody comes.
  const known = /[@＠﹫]/.test(text) ? names()?.(room) : undefined;
  const find = finderFor(text);
  const views = useMemo(
    () => drawn(room, inlineOf(text, { open, find, mentionAt: known?.mentionAt })),
    [room, text, open, known, find],
  );
  return <>{views}</>;
}
