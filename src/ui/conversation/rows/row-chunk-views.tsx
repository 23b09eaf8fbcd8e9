// Renders the rows in their chunks.
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { RoomModel } from '../../room/room-model.ts';
import { type Detached, shownTimeline } from '../../timeline/shown-timeline.ts';
import type { MessageWindow } from '../message-window.ts';
import type { ScrollAnchor } from '../scroll-anchor.ts';
import { reuseRows } from './reuse-rows.ts';
import { type Chunk, chunksOf } from './row-chunks.ts';
import { RowView } from './row-view.tsx';
import { type Row, rowsOf } from './rows.ts';

/** The chunks to render. Unchanged rows and chunks keep their object identity. */
export function useRowChunks(
  room: RoomModel,
  messageWindow: MessageWindow,
  scrollAnchor: ScrollAnchor | null,
  printing: ReadonlySignal<boolean>,
  mayDraw: ReadonlySignal<boolean>,
): readonly Chunk[] {
  const before = useRef<readonly Chunk[]>([]);
  const from = useRef<Detached | null>(null);
  return useComputed(() => {
    messageWindow.moves.value;
    const timeline = shownTimeline(room);
    const all = mayDraw.value ? timeline.messages.value : [];
    const detached = timeline.detached.value;
    if (detached !== from.current) {
      if (detached) messageWindow.detach(all, detached.seq);
      else messageWindow.attach();
      from.current = detached;
    }
    // All messages are printed.
    const following = scrollAnchor?.following.peek() ?? true;
    const unreadAfter = room.unread.line.value;
    const messages = printing.value ? all : messageWindow.of(all, following, unreadAfter);
    const outbox = room.outbox.value;
    // Unconfirmed messages follow the newest one.
    const rows = rowsOf(
      messages,
      printing.value || messageWindow.reachesEnd ? outbox : [],
      room.you.value?.id ?? null,
      unreadAfter,
    );
    const known = before.current.flatMap((chunk) => chunk.rows);
    before.current = chunksOf(reuseRows(rows, known), before.current);
    return before.current;
  }).value;
}

/** Renders each chunk and row object once and reuses the element, so that it need not be diffed. */
export function drawnOnce(room: RoomModel): (chunk: Chunk) => JSX.Element {
  const drawRow = once((row: Row) => <RowView key={row.key} room={room} row={row} />);
  return once(({ key, rows }: Chunk) => <ChunkView key={key} rows={rows} draw={drawRow} />);
}

/** A component, because only components are skipped when their element is unchanged. */
const ChunkView = ({ rows, draw }: ChunkProps): JSX.Element => (
  <div class="chunk">{rows.map(draw)}</div>
);

type ChunkProps = Pick<Chunk, 'rows'> & { draw: (row: Row) => JSX.Element };

function once<T extends object>(draw: (thing: T) => JSX.Element): (thing: T) => JSX.Element {
  const drawn = new WeakMap<T, JSX.Element>();
  return (thing) => {
    const view = drawn.get(thing) ?? draw(thing);
    drawn.set(thing, view);
    return view;
  };
}
