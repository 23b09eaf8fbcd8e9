import * as v from 'valibot';
import { assistantFrames, assistantSchema } from './assistant.ts';
import { seqSchema } from './ids.ts';
import { messageFrameSchema, messageSchema, userSchema } from './message.ts';

const presenceFields = {
  online: v.number(),
  /** There are too many people to list: drop the names received before. */
  countOnly: v.exactOptional(v.boolean()),
  members: v.exactOptional(v.array(userSchema)),
  joined: v.exactOptional(v.array(userSchema)),
  left: v.exactOptional(v.array(userSchema)),
};
export const presenceSchema = v.object(presenceFields);
/** Presence: `online` counts people and readers; `members`, `joined` and `left` list people only. */
export type Presence = v.InferOutput<typeof presenceSchema>;

/** How a connection's replay relates to what the client has [R31]. */
export const resumeModes = ['fresh', 'resumed', 'gap', 'reset'] as const;
export type ResumeMode = (typeof resumeModes)[number];

/**
 * Schemas of frames from room to client [R30]. They are tolerant, so that a room can be updated before its
 * clients: a client ignores unknown fields and frames of unknown `type`. The `seq` of an unknown frame
 * still moves the cursor [R124].
 */
export const frameSchemas = {
  welcome: v.object({
    type: v.literal('welcome'),
    you: v.object({ id: v.string(), name: v.string(), role: v.string() }),
    room: v.string(),
    epoch: v.string(),
    cursor: v.string(),
    mode: v.picklist(resumeModes),
    limits: v.record(v.string(), v.number()),
    presence: presenceSchema,
    /** How far people have read, by user id. */
    reads: v.exactOptional(v.record(v.string(), seqSchema)),
    /** The room's assistant; missing if it has none. */
    assistant: v.exactOptional(assistantSchema),
    protocol: v.number(),
  }),
  system: v.object({ type: v.literal('system'), text: v.string() }),
  message: messageFrameSchema,
  changed: v.object({ type: v.literal('changed'), seq: seqSchema, message: messageSchema }),
  /** The room no longer keeps messages before this seq, so clients drop theirs [R37]. */
  pruned: v.object({ type: v.literal('pruned'), before: seqSchema }),
  live: v.object({ type: v.literal('live'), cursor: v.string() }),
  ack: v.object({
    type: v.literal('ack'),
    cid: v.exactOptional(v.string()),
    seq: seqSchema,
    id: v.string(),
    timestamp: v.number(),
    duplicate: v.exactOptional(v.boolean()),
  }),
  error: v.object({
    type: v.literal('error'),
    code: v.string(),
    message: v.string(),
    cid: v.exactOptional(v.string()),
    retryAfterMs: v.exactOptional(v.number()),
  }),
  presence: v.object({ type: v.literal('presence'), ...presenceFields }),
  typing: v.object({ type: v.literal('typing'), user: userSchema, on: v.boolean() }),
  read: v.object({ type: v.literal('read'), user: userSchema, seq: seqSchema }),
  /** The emoji that this person has put on a message [R76]; sent to them only. */
  reacted: v.object({
    type: v.literal('reacted'),
    id: v.string(),
    emoji: v.array(v.string()),
  }),
  bye: v.object({
    type: v.literal('bye'),
    code: v.number(),
    retryAfterMs: v.exactOptional(v.number()),
  }),
  ...assistantFrames,
};

/** The `type` of a frame that the room sends. */
export type FrameType = keyof typeof frameSchemas;
export type FrameOf<T extends FrameType> = v.InferOutput<(typeof frameSchemas)[T]>;
/** Every frame that the room sends, by its `type`. PROTOCOL.md describes each. */
export type FrameByType = { readonly [T in FrameType]: FrameOf<T> };
/** A frame that the room sends. */
export type Frame = { [T in FrameType]: FrameOf<T> }[FrameType];

/** The frames that move a client's cursor [R34], as far as this build knows them [R124]. */
export type DurableFrame = FrameOf<'message' | 'changed'>;
/** Frames that do not move the cursor and are never replayed [I8]. */
export type EphemeralFrame = Exclude<Frame, DurableFrame>;
