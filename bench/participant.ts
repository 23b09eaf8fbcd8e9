import { EventWire } from './event-wire.ts';
import { Wire } from './wire.ts';

/** How a client speaks to a peer; with `edgewise-events`, those who only read do so over SSE. */
export type Dialect = 'echo' | 'edgewise' | 'edgewise-events' | 'socket.io';

/** One client of a room, which has everything that it is greeted with. */
export type Participant = {
  readonly send: (text: string) => void;
  readonly end: () => void;
};

type Options = {
  readonly port: number;
  readonly path: string;
  readonly dialect: Dialect;
  /** Who it is, where the dialect knows people; without one it only reads. */
  readonly token: string | undefined;
  /** What comes once it is live: `text` from one place to another. */
  readonly onText: (text: Buffer, from: number, to: number) => void;
  readonly onEnd: () => void;
};

/** Text that says that a client is live; none where it is as soon as its connection is open. */
const LIVE: { readonly [D in Dialect]?: string } = {
  edgewise: '"type":"live"',
  'edgewise-events': '"type":"live"',
  'socket.io': '40{"sid"',
};

/** Opens a connection. @returns it once it is live. */
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
    if (start.startsWith('0{')) wire.send('40');
    if (!start.includes(awaited)) return;
    awaited = undefined;
    isLive.resolve();
  };
  const isEvents = dialect === 'edgewise-events' && token === undefined;
  const wire = isEvents
    ? new EventWire({ port, path: path.replace(/socket$/, 'events'), onText: take, onEnd })
    : new Wire({ port, path, protocols: protocolsOf(options), onText: take, onEnd });
  await wire.opened;
  if (LIVE[dialect] !== undefined) await isLive.promise;
  const wrap = (text: string) => (dialect === 'socket.io' ? `42["message",${text}]` : text);
  return { send: (text) => wire.send(wrap(text)), end: () => wire.end() };
}

const protocolsOf = ({ dialect, token }: Options): string[] =>
  dialect.startsWith('edgewise') ? ['edgewise.v1', ...(token === undefined ? [] : [token])] : [];

/** Tokens of so many new people. */
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
