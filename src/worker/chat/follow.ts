import { MOST_UNREAD_BYTES } from '../../protocol/backlog.ts';
import type { ChatRun } from '../../room/assistant/chats.ts';
import { RoomBridge } from '../bridge.ts';
import { HEARTBEAT } from '../sse.ts';
import { UiStream } from './ui-stream.ts';

const HEARTBEAT_MS = 15_000;

/**
 * Follows one answer in the room until it ends. Whoever stops reading leaves it to be written: to
 * stop an answer is another request.
 * @param socket a connection to the room that has everything from the run's cursor on.
 */
export function followAnswer(
  socket: WebSocket,
  run: ChatRun,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ui = new UiStream(run.answer);
  let bridge: RoomBridge;
  let beat: ReturnType<typeof setInterval>;
  const stop = () => {
    clearInterval(beat);
    bridge.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          if (text !== '') controller.enqueue(encoder.encode(text));
          // Who leaves so much unread is not there; the answer can be resumed.
          if (ui.isOver || (controller.desiredSize ?? 0) < 0) {
            stop();
            if (!ui.isOver) controller.enqueue(encoder.encode(ui.lose()));
            controller.close();
          }
        };
        beat = setInterval(() => {
          write(HEARTBEAT);
          bridge.ping();
        }, HEARTBEAT_MS);
        signal.addEventListener('abort', stop);
        bridge = new RoomBridge(
          socket,
          (frames) => write(frames.map((frame) => ui.take(frame)).join('')),
          () => write(ui.lose()),
        );
        bridge.ping();
        write(ui.begin());
        if (signal.aborted) stop();
      },
      cancel: stop,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  );
}
