import { isDurable } from '../../protocol/durable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Frame, FrameOf } from '../../protocol/frames.ts';
import { cursorOf } from '../../protocol/place.ts';
import type { PollBody } from '../../protocol/rest.ts';
import { RoomSocket } from '../rooms/room-socket.ts';

/** Deltas of an answer are batched for this long, since each poll returns only one batch. */
const WORDS_MS = 400;

/**
 * Waits for the first durable frame after `live`, or for the timeout. If the replay has durable frames, or
 * the mode is not `resumed`, it returns at `live`. Deltas of an answer [R103] also end the wait, after a
 * short delay.
 * @returns all frames received; an error code if the room closed the socket before `live`.
 */
export function longPoll(
  socket: WebSocket,
  waitMs: number,
  signal: AbortSignal,
): Promise<PollBody | ErrorCode> {
  return new Promise((resolve) => {
    const heard: Frame[] = [];
    let live = false;
    let timeUp = false;
    let words: ReturnType<typeof setTimeout> | null = null;
    const finish = () => {
      clearTimeout(timer);
      clearTimeout(words);
      roomSocket.close();
      resolve(live ? pollBody(heard) : 'restart');
    };
    const onFrames = (frames: readonly Frame[]) => {
      heard.push(...frames);
      live ||= frames.some(({ type }) => type === 'live');
      if (live && (timeUp || isNews(heard))) finish();
      else if (frames.some(({ type }) => type === 'assistant.delta'))
        words ??= setTimeout(finish, WORDS_MS);
    };
    // A slow room is waited for beyond the timeout: without `live` there is no cursor to return.
    const timer = setTimeout(() => {
      timeUp = true;
      if (live) finish();
    }, waitMs);
    const roomSocket = new RoomSocket(socket, onFrames, finish);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
    else roomSocket.ping();
  });
}

const isNews = (heard: readonly Frame[]): boolean =>
  heard.some((frame) => isDurable(frame) || (frame.type === 'welcome' && frame.mode !== 'resumed'));

/** The response to a poll: the frames, and the cursor after them [R34]. */
function pollBody(frames: Frame[]): PollBody {
  const { epoch, mode, cursor } = frames.find(
    ({ type }) => type === 'welcome',
  ) as FrameOf<'welcome'>;
  const last = frames.findLast(isDurable);
  const after = frames.slice(frames.findIndex(({ type }) => type === 'live')).findLast(isDurable);
  return { cursor: after && last ? cursorOf({ epoch, seq: last.seq }) : cursor, mode, frames };
}
