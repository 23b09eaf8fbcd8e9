// The rows in the document, in their chunks, as views.
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

/** What stands in the document; each row and chunk is the same object for as long as it is drawn the same. */
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
    // Paper has room for all.
    const following = scrollAnchor?.following.peek() ?? true;
    const unreadAfter = room.unread.line.value;
    const messages = printing.value ? all : messageWindow.of(all, following, unreadAfter);
    const outbox = room.outbox.value;
    // What is on its way comes behind the newest.
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

/** Draws each chunk and row once: of what comes back as it was, the view need not even be compared. */
export function drawnOnce(room: RoomModel): (chunk: Chunk) => JSX.Element {
  const drawRow = once((row: Row) => <RowView key={row.key} room={room} row={row} />);
  return once(({ key, rows }: Chunk) => <ChunkView key={key} rows={rows} draw={drawRow} />);
}

/** A component, since only those are passed over where they come back as they were. */
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
