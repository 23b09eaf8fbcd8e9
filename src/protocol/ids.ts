import * as v from 'valibot';
import { CID_CHARS, ROOM_CHARS } from './limits.ts';

/** Counts the durable changes of one room; it only grows, and may skip. */
export const seqSchema = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number below 2^53'),
  v.minValue(0, 'must be 0 or more'),
);

export const roomNameSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^[a-z0-9_-]{1,${ROOM_CHARS}}$`), `must be 1 to ${ROOM_CHARS} of a-z 0-9 - _`),
);

/** The client's own id for one act: printable ASCII, so that it also fits in a header. */
export const cidSchema = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^[!-~]{1,${CID_CHARS}}$`),
    `must be 1 to ${CID_CHARS} printable ASCII characters`,
  ),
);

const EPOCH = '[a-z0-9]{1,32}';
const SEQ = '0|[1-9][0-9]{0,15}';
const cursorPattern = new RegExp(`^(${EPOCH})\\.(${SEQ})$`);
const messageIdPattern = new RegExp(`^(${EPOCH})-(${SEQ})$`);

export const messageIdSchema = v.pipe(
  v.string(),
  v.regex(messageIdPattern, "must be a message's id"),
);

/** A place in one room's log. The epoch changes when the log does, so that old places are told apart. */
export type Place = { readonly epoch: string; readonly seq: number };

export const cursorOf = ({ epoch, seq }: Place): string => `${epoch}.${seq}`;
export const messageIdOf = ({ epoch, seq }: Place): string => `${epoch}-${seq}`;

/** @returns the place, or `null` where the text is no cursor. */
export const parseCursor = (text: string): Place | null => parse(cursorPattern, text);

/** @returns the place, or `null` where the text is no message id. */
export const parseMessageId = (text: string): Place | null => parse(messageIdPattern, text);

function parse(pattern: RegExp, text: string): Place | null {
  const [, epoch, digits] = pattern.exec(text) ?? [];
  const seq = Number(digits);
  return epoch !== undefined && Number.isSafeInteger(seq) ? { epoch, seq } : null;
}
