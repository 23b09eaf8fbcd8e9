import { SseClient } from './sse-client.ts';
import { WebSocketClient } from './websocket-client.ts';

/** The protocol of a peer. With `edgewise-events`, clients that only read use SSE. */
export type Dialect = 'echo' | 'edgewise' | 'edgewise-events' | 'socket.io';

/** One client of a room, which has received its initial state. */
export type Participant = {
  readonly send: (text: string) => void;
  readonly end: () => void;
};

type Options = {
  readonly port: number;
  readonly path: string;
  readonly dialect: Dialect;
  /** Its token, in dialects that have users. Without one, it only reads. */
  readonly token: string | undefined;
  /** Receives what arrives after it is live: the bytes of `text` between two offsets. */
  readonly onText: (text: Buffer, from: number, to: number) => void;
  readonly onEnd: () => void;
};

/** The text that marks a client as live. Without one, it is live once its connection is open. */
const LIVE: { readonly [D in Dialect]?: string } = {
  edgewise: '"type":"live"',
  'edgewise-events': '"type":"live"',
  'socket.io': '40{"sid"',
};

/**
 * Opens a connection.
 * @returns the client once it is live.
 */
export async function join(options: Options): Promise<Participant> {
  const { port, path, dialect, token, onText, onEnd } = options;
  const isLive = Promise.withResolvers<void>();
  let awaited = LIVE[dialect];
  const take = (text: Buffer, from: number, to: number): void => {
    if (awaited === undefined) {
      onText(text, from, to);
      return;
    }
    const start = text.toString('utf8', from, to);
    if (start.startsWith('0{')) client.send('40');
    if (!start.includes(awaited)) return;
    awaited = undefined;
    isLive.resolve();
  };
  const isEvents = dialect === 'edgewise-events' && token === undefined;
  const client = isEvents
    ? new SseClient({ port, path: path.replace(/socket$/, 'events'), onText: take, onEnd })
    : new WebSocketClient({ port, path, protocols: protocolsOf(options), onText: take, onEnd });
  await client.opened;
  if (LIVE[dialect] !== undefined) await isLive.promise;
  const wrap = (text: string) => (dialect === 'socket.io' ? `42["message",${text}]` : text);
  return { send: (text) => client.send(wrap(text)), end: () => client.end() };
}

const protocolsOf = ({ dialect, token }: Options): string[] =>
  dialect.startsWith('edgewise') ? ['edgewise.v1', ...(token === undefined ? [] : [token])] : [];

/**
 * Creates guests.
 * @param count how many.
 * @returns their tokens.
 */
export async function tokens(port: number, count: number): Promise<string[]> {
  const all: string[] = [];
  while (all.length < count) {
    const some = Math.min(50, count - all.length);
    all.push(...(await Promise.all(Array.from({ length: some }, () => token(port)))));
  }
  return all;
}

async function token(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  });
  if (!response.ok) throw new Error(`no token: ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}
