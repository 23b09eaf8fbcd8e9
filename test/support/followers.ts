import { setTimeout as pause } from 'node:timers/promises';
import { EventSource } from 'eventsource';
import { WebSocket } from 'ws';
import { decodeFrames } from '../../src/protocol/codec.ts';
import { type Frame, frameSchemas } from '../../src/protocol/frames.ts';
import type { PollBody } from '../../src/protocol/rest.ts';
import { SUBPROTOCOL } from '../../src/protocol/version.ts';
import type { RecordedHistory } from './recorded-history.ts';
import { socketUrl } from './test-client.ts';

/** Records a room, and reconnects whenever it is disconnected, until told to stop. */
export type Follower = { readonly stop: () => void };

const RETRY_MS = 100;

/** Over a WebSocket, resuming by cursor. */
export function followBySocket(origin: string, room: string, recorded: RecordedHistory): Follower {
  let socket: WebSocket;
  let stopped = false;
  const connect = () => {
    socket = new WebSocket(socketUrl(origin, room, recorded.cursor), [SUBPROTOCOL]);
    socket.on('message', (data) => recorded.add(decodeFrames(`${data}`)));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!stopped) setTimeout(() => !stopped && connect(), RETRY_MS);
    });
  };
  connect();
  return {
    stop() {
      stopped = true;
      socket.close();
    },
  };
}

/** Over server-sent events, with EventSource's own reconnection and nothing else. */
export function followByEvents(origin: string, room: string, recorded: RecordedHistory): Follower {
  const url = new URL(`/api/rooms/${room}/events`, origin);
  if (recorded.cursor !== undefined) url.searchParams.set('since', recorded.cursor);
  const source = new EventSource(url);
  for (const type of Object.keys(frameSchemas))
    source.addEventListener(type === 'error' ? 'fault' : type, ({ data }) =>
      recorded.add([JSON.parse(data) as Frame]),
    );
  return { stop: () => source.close() };
}

/**
 * By polling.
 * @param waitSeconds how long the server may hold a request; 0 for short polling.
 */
export function followByPolls(
  origin: string,
  room: string,
  recorded: RecordedHistory,
  waitSeconds: number,
): Follower {
  const ending = new AbortController();
  const { signal } = ending;
  const ask = async () => {
    const url = new URL(`/api/rooms/${room}/poll?wait=${waitSeconds}`, origin);
    if (recorded.cursor !== undefined) url.searchParams.set('since', recorded.cursor);
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${response.status}`);
    recorded.add(((await response.json()) as PollBody).frames);
  };
  const loop = async () => {
    while (!signal.aborted) {
      const asked = await ask().then(
        () => true,
        () => false,
      );
      if (!asked || waitSeconds === 0) await pause(RETRY_MS);
    }
  };
  void loop();
  return { stop: () => ending.abort() };
}
