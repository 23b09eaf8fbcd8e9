import { isDurable } from '../../protocol/durable.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { utf8Bytes } from '../../protocol/text.ts';

/** Approximate size of a message's JSON without its text, in bytes. */
const MESSAGE_BYTES = 300;
/** Approximate size of a user in a member list, in bytes. */
const PERSON_BYTES = 60;
/** Approximate size of a small frame, in bytes. */
const FRAME_BYTES = 200;

/** Estimates the size of messages on the wire, in bytes; much cheaper than encoding them. */
export const bytesOfMessages = (messages: readonly Pick<Message, 'text' | 'quote'>[]): number =>
  messages.reduce(
    (sum, { text, quote }) => sum + MESSAGE_BYTES + utf8Bytes(text + (quote?.text ?? '')),
    0,
  );

/** Estimates the size of frames on the wire, in bytes. */
export const bytesOfFrames = (frames: readonly Frame[]): number =>
  frames.reduce((sum, frame) => sum + bytesOf(frame), 0);

function bytesOf(frame: Frame): number {
  if (frame.type === 'message') return bytesOfMessages([frame]);
  if (frame.type === 'changed') return bytesOfMessages([frame.message]);
  if (frame.type === 'welcome')
    return FRAME_BYTES + PERSON_BYTES * (frame.presence.members?.length ?? 0);
  // There is no estimate for other durable kinds, so these are encoded.
  return isDurable(frame) ? utf8Bytes(JSON.stringify(frame)) : FRAME_BYTES;
}
