import { MOST_UNREAD_BYTES } from '../../protocol/backlog.ts';
import type { ChatRun } from '../../room/assistant/chats.ts';
import { RoomSocket } from '../rooms/room-socket.ts';
import { HEARTBEAT } from '../transports/sse.ts';
import { UiMessageStream } from './ui-message-stream.ts';

const HEARTBEAT_MS = 15_000;

/**
 * Streams one answer from the room until it ends. Disconnecting does not cancel the answer: stopping it is
 * another request.
 * @param socket a connection to the room from the run's cursor on.
 */
export function answerStream(
  socket: WebSocket,
  run: ChatRun,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ui = new UiMessageStream(run.answer);
  let roomSocket: RoomSocket;
  let beat: ReturnType<typeof setInterval>;
  const stop = () => {
    clearInterval(beat);
    roomSocket.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          if (text !== '') controller.enqueue(encoder.encode(text));
          // A client that leaves so much unread is gone. It can resume the answer.
          if (ui.isOver || (controller.desiredSize ?? 0) < 0) {
            stop();
            if (!ui.isOver) controller.enqueue(encoder.encode(ui.lose()));
            controller.close();
          }
        };
        beat = setInterval(() => {
          write(HEARTBEAT);
          roomSocket.ping();
        }, HEARTBEAT_MS);
        signal.addEventListener('abort', stop);
        roomSocket = new RoomSocket(
          socket,
          (frames) => write(frames.map((frame) => ui.take(frame)).join('')),
          () => write(ui.lose()),
        );
        roomSocket.ping();
        write(ui.begin());
        if (signal.aborted) stop();
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
}
