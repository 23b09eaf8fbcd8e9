// The views of headings, lists, quotes and tables.
import type { ComponentType, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { RoomModel } from '../../room/room-model.ts';
import { addStyles } from '../../theme/styles.ts';
import { LineView } from '../inline/lazy-line-view.tsx';
import { useScrollStop } from '../use-scroll-stop.ts';
import css from './block-views.css' with { type: 'text' };
import type { Block, Code, Item, Table } from './blocks.ts';

addStyles(css);

type Props = {
  room: RoomModel;
  block: Exclude<Block, Code | { readonly kind: 'paragraph' }>;
  /** Renders the blocks inside. */
  View: ComponentType<{ room: RoomModel; block: Block }>;
};

/** Renders a block other than a paragraph or code. */
export function BlockViews({ room, block, View }: Props): JSX.Element {
  const nested = (blocks: readonly Block[]): JSX.Element[] =>
    blocks.map((inner, i) => <View key={i} room={room} block={inner} />);
  switch (block.kind) {
    case 'heading': {
      const Heading = HEADINGS[block.level - 1] ?? 'h6';
      return (
        <Heading dir="auto" class="heading">
          <LineView room={room} line={block} />
        </Heading>
      );
    }
    case 'rule':
      return <hr />;
    case 'quote':
      return <blockquote dir="auto">{nested(block.blocks)}</blockquote>;
    case 'list':
      return <List room={room} items={block.items} nested={nested} />;
    case 'table':
      return <TableView room={room} table={block} />;
  }
}

/** The room's name is the first heading of the page, and the people list the second. */
const HEADINGS = ['h3', 'h4', 'h5'] as const;

type ListProps = {
  room: RoomModel;
  items: readonly Item[];
  nested: (blocks: readonly Block[]) => JSX.Element[];
};

/** A list with the writer's numbers, including gaps. */
function List({ room, items, nested }: ListProps): JSX.Element {
  const all = items.map(({ number, done, blocks }, i) => (
    <li key={i} value={number} class={done === undefined ? undefined : 'task'}>
      {done === undefined ? (
        nested(blocks)
      ) : (
        <Task room={room} done={done} blocks={blocks} nested={nested} />
      )}
    </li>
  ));
  return items[0]?.number === undefined ? <ul dir="auto">{all}</ul> : <ol dir="auto">{all}</ol>;
}

type TaskProps = Omit<ListProps, 'items'> & { done: boolean; blocks: readonly Block[] };

/** A task with a checkbox, which is labeled by the task's text. */
function Task({ room, done, blocks, nested }: TaskProps): JSX.Element {
  const [first, ...others] = blocks;
  return (
    <>
      <p dir="auto">
        <label>
          <input type="checkbox" disabled checked={done} />{' '}
          {first?.kind === 'paragraph' && <LineView room={room} line={first} />}
        </label>
      </p>
      {nested(first?.kind === 'paragraph' ? others : blocks)}
    </>
  );
}

/** A table. If it is wider than its message, it scrolls horizontally. */
function TableView({ room, table }: { room: RoomModel; table: Table }): JSX.Element {
  const { head, rows, aligns } = table;
  const box = useRef<HTMLDivElement>(null);
  useScrollStop(box);
  return (
    <div class="table" ref={box}>
      <table>
        <thead>
          <tr>
            {head.map((line, i) => (
              <th key={i} scope="col" dir="auto" data-align={aligns[i]}>
                <LineView room={room} line={line} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, i) => (
            <tr key={i}>
              {cells.map((line, j) => (
                <td key={j} dir="auto" data-align={aligns[j]}>
                  <LineView room={room} line={line} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
