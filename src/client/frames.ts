// The room's frames, each with its own type, for what a chat does not keep. An entry of its own, because
// few clients need it.
import type { FrameByType, FrameType } from '../protocol/frames.ts';
import type { Chat } from './chat.ts';
import { check } from './core/check-options.ts';

export type { FrameByType, FrameType } from '../protocol/frames.ts';

/**
 * Calls `listener` for every frame of one type that the room sends from now on, after the chat has applied
 * it. A reconnection may repeat durable frames (`message`, `changed`).
 * @param chat a chat of `connect`.
 * @param type the frame's `type`, such as `message`.
 * @param listener receives the frame.
 * @returns a function that ends the subscription.
 * @throws TypeError if `type` is not a string or `listener` is not a function.
 * @example
 * const end = onFrame(chat, 'assistant.delta', ({ id, text }) => console.log(id, text));
 */
export function onFrame<T extends FrameType>(
  chat: Pick<Chat, 'wire'>,
  type: T,
  listener: (frame: FrameByType[T]) => void,
): () => void {
  check('onFrame', 'type', typeof type === 'string', 'be a type like "message"', type);
  check('onFrame', 'listener', typeof listener === 'function', 'be a function', listener);
  const end = chat.wire?.frames.subscribe((frames) => {
    for (const frame of frames) if (frame.type === type) listener(frame as FrameByType[T]);
  });
  return end ?? (() => {});
}
