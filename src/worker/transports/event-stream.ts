import { Backlog, MOST_UNREAD_BYTES } from '../../protocol/backlog.ts';
import type { Frame } from '../../protocol/frames.ts';
import { retryAfterClose } from '../../protocol/retry.ts';
import { RoomSocket } from '../rooms/room-socket.ts';
import { encodeEvents, endOfStream, HEARTBEAT } from './sse.ts';

/** Interval of comments to the client and pings to the room: proxies cut streams that are silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** Streams are ended and resumed at this age, which also ends those of dead clients. */
const RECYCLE_MS = 240_000;
const RECYCLE_JITTER_MS = 45_000;
const RETRY_MS = 1000;
const RETRY_LATER_MS = 5000;
const RETRY_UNTOLD_MS = 2000;

/**
 * A room as a stream of server-sent events. The Worker stays awake while the stream is open; the room may
 * hibernate [I12].
 * @param signal aborts when the client disconnects, if the platform reports it.
 * @param random returns 0 to 1, so that streams opened together do not end together.
 */
export function eventStream(
  socket: WebSocket,
  signal: AbortSignal,
  random: () => number,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let roomSocket: RoomSocket;
  let beat: ReturnType<typeof setInterval>;
  let recycle: ReturnType<typeof setTimeout>;
  const stop = () => {
    clearInterval(beat);
    clearTimeout(recycle);
    roomSocket.close();
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const backlog = new Backlog();
        const unread = () => MOST_UNREAD_BYTES - (controller.desiredSize ?? 0);
        // A replay arrives in batches [R65], from `welcome` to `live`.
        let isReplaying = false;
        let epoch = '';
        const write = (bytes: Uint8Array, isWelcome = false) => {
          const isPiece = isReplaying && !isWelcome;
          if (!isPiece && backlog.isTooMuch(unread(), isWelcome)) return finish(4103, RETRY_MS);
          // Sent with the welcome: the delay before reconnecting after an unannounced end.
          if (isWelcome)
            controller.enqueue(encoder.encode(`retry: ${jittered(RETRY_UNTOLD_MS)}\n`));
          controller.enqueue(bytes);
          if (isWelcome || isPiece) backlog.replayed(unread());
        };
        const jittered = (ms: number) => Math.ceil(ms * (0.5 + random()));
        let over = false;
        const finish = (closeCode: number, retryMs: number) => {
          if (over) return;
          over = true;
          stop();
          try {
            controller.enqueue(encoder.encode(endOfStream(closeCode, jittered(retryMs))));
            controller.close();
          } catch {
            // The client has gone.
          }
        };
        let asked: number | undefined;
        const onFrames = (frames: readonly Frame[]) => {
          const { bytes, hasWelcome, hasLive, ...events } = encodeEvents(frames, epoch);
          epoch = events.epoch;
          asked = events.retryAfterMs ?? asked;
          if (!over && bytes.length > 0) write(bytes, hasWelcome);
          isReplaying = (isReplaying || hasWelcome) && !hasLive;
        };
        const onEnd = (code: number) =>
          finish(code, asked ?? (retryAfterClose(code) === 'later' ? RETRY_LATER_MS : RETRY_MS));

        signal.addEventListener('abort', stop);
        beat = setInterval(() => {
          write(encoder.encode(HEARTBEAT));
          roomSocket.ping();
        }, HEARTBEAT_MS);
        recycle = setTimeout(
          () => finish(4200, RETRY_MS),
          RECYCLE_MS + random() * RECYCLE_JITTER_MS,
        );
        roomSocket = new RoomSocket(socket, onFrames, onEnd);
        roomSocket.ping();
        // The client disconnected before the listener was added.
        if (signal.aborted) stop();
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
}
