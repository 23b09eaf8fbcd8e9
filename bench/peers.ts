import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Child, start } from './children.ts';
import type { Dialect } from './participant.ts';
import { serve } from './workerd.ts';

export type Peer = {
  readonly name: string;
  readonly dialect: Dialect;
  readonly path: (room: string) => string;
  readonly start: () => Child | Promise<Child>;
};

const here = import.meta.dirname;
const root = dirname(here);
const START_MS = 15_000;

/** Limits high enough that the benchmark never reaches them. */
const OPEN_LIMITS = {
  LIMIT_MESSAGE_BURST: 10_000,
  LIMIT_MESSAGE_PER_MINUTE: 100_000,
  LIMIT_USER_STORE_KILOBYTES: 1_000_000,
  LIMIT_ADDRESS_STORE_KILOBYTES: 1_000_000,
};

const quoted = JSON.stringify;
/** A text binding of a Worker. */
export const text = (name: string, value: string | number) =>
  `(name = ${quoted(name)}, text = ${quoted(String(value))})`;

/** @param folder the checkout to serve. */
export const edgewise = (
  name: string,
  folder: string,
  dialect: 'edgewise' | 'edgewise-events' = 'edgewise',
): Peer => ({
  name,
  dialect,
  path: (room) => `/api/rooms/${room}/socket`,
  start: () =>
    serve({
      entry: join(here, 'peers/edgewise.js'),
      root: folder,
      bindings: [
        '(name = "SESSION_RATE", service = (name = "chat", entrypoint = "NoRateLimit"))',
        text('EDGEWISE_SECRET', 'for-the-bench-only-and-worth-nothing'),
        ...Object.entries(OPEN_LIMITS).map(([limit, value]) => text(limit, value)),
      ],
    }),
});

const echo = (name: string, begin: Peer['start']): Peer => ({
  name,
  dialect: 'echo',
  path: (room) => `/${room}`,
  start: begin,
});

/** @param also other checkouts to measure as well. */
export function peersWith(also: readonly string[]): Peer[] {
  const bun = join(here, 'node_modules/bun/bin/bun.exe');
  return [
    edgewise('edgewise', root),
    edgewise('edgewise-sse', root, 'edgewise-events'),
    ...also.map((folder) => edgewise(basename(folder), resolve(folder))),
    ...['bare', 'insert', 'gathering'].map((name) =>
      echo(name, () => serve({ entry: join(here, `peers/${name}.js`), root })),
    ),
    {
      name: 'socket.io',
      dialect: 'socket.io',
      path: (room) => `/socket.io/?EIO=4&transport=websocket&room=${room}`,
      start: () => start(process.execPath, [join(here, 'peers/socket-io.ts')]),
    },
    echo('ws', () => start(process.execPath, [join(here, 'peers/ws.ts')])),
    ...(existsSync(bun) ? [echo('bun', () => start(bun, [join(here, 'peers/bun.ts')]))] : []),
  ];
}

/**
 * Starts a peer.
 * @returns its process and the port that it listens on.
 */
export async function ready(peer: Peer): Promise<{ child: Child; port: number }> {
  const child = await peer.start();
  const { port } = await child.answer<{ port: number }>(START_MS);
  return { child, port };
}
