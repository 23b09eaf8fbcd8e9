import * as v from 'valibot';
import { CID_CHARS, ROOM_CHARS } from './limits.ts';
import { messageIdPattern } from './place.ts';

/** The sequence number of a durable change in one room. It only grows and may skip numbers. */
export const seqSchema = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number below 2^53'),
  v.minValue(0, 'must be 0 or more'),
);

export const roomNameSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^[a-z0-9_-]{1,${ROOM_CHARS}}$`), `must be 1 to ${ROOM_CHARS} of a-z 0-9 - _`),
);

/** The client's id for one command. Printable ASCII, so that it also fits in a header. */
export const cidSchema = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^[!-~]{1,${CID_CHARS}}$`),
    `must be 1 to ${CID_CHARS} printable ASCII characters`,
  ),
);

export const messageIdSchema = v.pipe(
  v.string(),
  v.regex(messageIdPattern, "must be a message's id"),
);
