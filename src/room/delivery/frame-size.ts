import { isDurable } from '../../protocol/durable.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/message.ts';
import { utf8Bytes } from '../../protocol/text.ts';

/** What a message's JSON has beside its text, about, in bytes. */
const MESSAGE_BYTES = 300;
/** Other frames: a person in a list, or a whole small frame, about, in bytes. */
const PERSON_BYTES = 60;
const FRAME_BYTES = 200;

/** About how many bytes messages take on the wire; counting is much cheaper than encoding them. */
export const bytesOfMessages = (messages: readonly Pick<Message, 'text' | 'quote'>[]): number =>
  messages.reduce(
    (sum, { text, quote }) => sum + MESSAGE_BYTES + utf8Bytes(text + (quote?.text ?? '')),
    0,
  );

/** About how many bytes frames take on the wire. */
export const bytesOfFrames = (frames: readonly Frame[]): number =>
  frames.reduce((sum, frame) => sum + bytesOf(frame), 0);

function bytesOf(frame: Frame): number {
  if (frame.type === 'message') return bytesOfMessages([frame]);
  if (frame.type === 'changed') return bytesOfMessages([frame.message]);
  if (frame.type === 'welcome')
    return FRAME_BYTES + PERSON_BYTES * (frame.presence.members?.length ?? 0);
  // Of other durable kinds the size is not known.
  return isDurable(frame) ? utf8Bytes(JSON.stringify(frame)) : FRAME_BYTES;
}
