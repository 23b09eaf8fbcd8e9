import type { ErrorCode } from '../protocol/errors.ts';
import { type Frame, type FrameOf, isDurable } from '../protocol/frames.ts';
import { cursorOf } from '../protocol/place.ts';
import type { PollBody } from '../protocol/rest.ts';
import { RoomBridge } from './bridge.ts';

/** Words of an answer are gathered this long for someone who asks for each of them anew. */
const WORDS_MS = 400;

/**
 * Waits in a room for the first durable frame after `live`, or until the time is up. What was
 * missed, and any mode but `resumed`, is news already and is answered at `live`. The words of an
 * answer [R103] end the wait too, a moment after they began.
 * @returns everything heard until then; an error code where the room ended it before `live`.
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
      bridge.close();
      resolve(live ? pollBody(heard) : 'restart');
    };
    const onFrames = (frames: Frame[]) => {
      heard.push(...frames);
      live ||= frames.some(({ type }) => type === 'live');
      if (live && (timeUp || isNews(heard))) finish();
      else if (frames.some(({ type }) => type === 'assistant.delta'))
        words ??= setTimeout(finish, WORDS_MS);
    };
    // A room that takes long to answer is waited for: without `live` there is no cursor to give.
    const timer = setTimeout(() => {
      timeUp = true;
      if (live) finish();
    }, waitMs);
    const bridge = new RoomBridge(socket, onFrames, finish);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
    else bridge.ping();
  });
}

const isNews = (heard: readonly Frame[]): boolean =>
  heard.some((frame) => isDurable(frame) || (frame.type === 'welcome' && frame.mode !== 'resumed'));

/** The answer to a poll: the frames, and the cursor that they lead to [R34]. */
function pollBody(frames: Frame[]): PollBody {
  const { epoch, mode, cursor } = frames.find(
    ({ type }) => type === 'welcome',
  ) as FrameOf<'welcome'>;
  const last = frames.findLast(isDurable);
  const after = frames.slice(frames.findIndex(({ type }) => type === 'live')).findLast(isDurable);
  return { cursor: after && last ? cursorOf({ epoch, seq: last.seq }) : cursor, mode, frames };
}
