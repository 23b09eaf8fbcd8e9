// The room's frames, each by its own type, for who wants more than a chat keeps. An entry point of its
// own: not every client wants it.
import type { FrameByType, FrameType } from '../protocol/frames.ts';
import type { Chat } from './chat.ts';
import { check } from './core/check-options.ts';

export type { FrameByType, FrameType } from '../protocol/frames.ts';

/**
 * Calls for every frame of one type that the room sends from now on, once the chat has taken it in.
 * Durable ones (`message`, `changed`) come again in a replay that repeats them.
 * @returns a function that ends it.
 * @throws TypeError where it is given no type, or nothing to call.
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
