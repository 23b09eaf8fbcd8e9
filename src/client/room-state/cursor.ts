import { isDurable } from '../../protocol/durable.ts';
import type { Frame } from '../../protocol/frames.ts';
import { cursorOf, parseCursor } from '../../protocol/place.ts';

/**
 * How much of the room's log this client has [R34]. It resumes after `seq`; `promised` is the cursor of the
 * welcome, which is reached when the replay ends.
 */
export type Cursor = {
  readonly epoch: string | null;
  readonly seq: number | null;
  readonly promised: string | null;
};

export const noCursor: Cursor = { epoch: null, seq: null, promised: null };

/** The cursor after one more frame. Ephemeral frames never move it [I8]. */
export function follow(cursor: Cursor, frame: Frame): Cursor {
  if (frame.type === 'welcome')
    return {
      epoch: frame.epoch,
      // After a gap or reset only the newest page counts.
      seq: frame.mode === 'resumed' ? cursor.seq : null,
      promised: frame.cursor,
    };
  if (frame.type === 'live')
    return reach(reach(cursor, seqIn(cursor, cursor.promised)), seqIn(cursor, frame.cursor));
  return isDurable(frame) ? reach(cursor, frame.seq) : cursor;
}

/** The text to resume with, or `null` to begin with the newest page. */
export const resumeFrom = ({ epoch, seq }: Cursor): string | null =>
  epoch === null || seq === null ? null : cursorOf({ epoch, seq });

/** Whether a message's id is of the log that the cursor is in. */
export const isOfThisLog = ({ epoch }: Cursor, id: string): boolean => id.startsWith(`${epoch}-`);

// Only forward: a repeated frame must not move it back.
const reach = (cursor: Cursor, seq: number | null): Cursor =>
  seq !== null && seq > (cursor.seq ?? -1) ? { ...cursor, seq } : cursor;

function seqIn({ epoch }: Cursor, cursor: string | null): number | null {
  const place = parseCursor(cursor ?? '');
  return place?.epoch === epoch ? (place?.seq ?? null) : null;
}
