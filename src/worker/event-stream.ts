import { Backlog, MOST_UNREAD_BYTES } from '../protocol/backlog.ts';
import type { Frame } from '../protocol/frames.ts';
import { retryAfterClose } from '../protocol/retry.ts';
import { RoomBridge } from './bridge.ts';
import { EventWriter, farewell, HEARTBEAT } from './sse.ts';

/** A comment and a ping to the room this often: proxies cut what is silent for a minute or so. */
const HEARTBEAT_MS = 15_000;
/** A stream ends before anyone takes it for endless, and its client resumes; ghosts end with it. */
const RECYCLE_MS = 240_000;
const RECYCLE_JITTER_MS = 45_000;
const RETRY_MS = 1000;
const RETRY_LATER_MS = 5000;
const RETRY_UNTOLD_MS = 2000;

/**
 * One visitor's room as a stream of server-sent events. While it lives the Worker is up; the room
 * may sleep [I12].
 * @param signal aborts when the client is gone, where the platform says so.
 * @param random from 0 to 1, so that streams opened together do not end together.
 */
export function eventStream(
  socket: WebSocket,
  signal: AbortSignal,
  random: () => number,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const writer = new EventWriter();
  let bridge: RoomBridge;
  let beat: ReturnType<typeof setInterval>;
  let recycle: ReturnType<typeof setTimeout>;
  const stop = () => {
    clearInterval(beat);
    clearTimeout(recycle);
    bridge.close();
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const backlog = new Backlog();
        const unread = () => MOST_UNREAD_BYTES - (controller.desiredSize ?? 0);
        // A replay comes in pieces [R65], of which the first holds the welcome and the last `live`.
        let isReplaying = false;
        const write = (text: string, isWelcome = false) => {
          const isPiece = isReplaying && !isWelcome;
          if (!isPiece && backlog.isTooMuch(unread(), isWelcome)) return finish(4103, RETRY_MS);
          controller.enqueue(encoder.encode(text));
          if (isWelcome || isPiece) backlog.replayed(unread());
        };
        const jittered = (ms: number) => Math.ceil(ms * (0.5 + random()));
        let over = false;
        const finish = (closeCode: number, retryMs: number) => {
          if (over) return;
          over = true;
          stop();
          try {
            controller.enqueue(encoder.encode(farewell(closeCode, jittered(retryMs))));
            controller.close();
          } catch {
            // Nobody reads any more.
          }
        };
        let asked: number | undefined;
        const onFrames = (frames: Frame[]) => {
          // The end of the stream says goodbye, with the time that the room asks for.
          for (const frame of frames) if (frame.type === 'bye') asked = frame.retryAfterMs;
          const events = frames.filter(({ type }) => type !== 'bye');
          const isWelcome = events.some(({ type }) => type === 'welcome');
          // With the welcome, when to come back after an end that nobody can announce.
          const retry = isWelcome ? `retry: ${jittered(RETRY_UNTOLD_MS)}\n` : '';
          const text = events.map((frame) => writer.write(frame)).join('');
          if (!over && events.length > 0) write(retry + text, isWelcome);
          isReplaying = (isReplaying || isWelcome) && !events.some(({ type }) => type === 'live');
        };
        const onEnd = (code: number) =>
          finish(code, asked ?? (retryAfterClose(code) === 'later' ? RETRY_LATER_MS : RETRY_MS));

        signal.addEventListener('abort', stop);
        beat = setInterval(() => {
          write(HEARTBEAT);
          bridge.ping();
        }, HEARTBEAT_MS);
        recycle = setTimeout(
          () => finish(4200, RETRY_MS),
          RECYCLE_MS + random() * RECYCLE_JITTER_MS,
        );
        bridge = new RoomBridge(socket, onFrames, onEnd);
        bridge.ping();
        // Gone while the room was being asked: there will be no event of it.
        if (signal.aborted) stop();
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
}
