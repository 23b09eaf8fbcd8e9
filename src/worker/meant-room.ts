import type { Context } from 'hono';
import { roomName } from './rooms.ts';

/** First parts of paths that are no rooms, whatever follows. */
const RESERVED: ReadonlySet<string> = new Set(['api', 'assets', 'embed', 'r', 'ws']);

/** Whether a person at a browser asks, who can do nothing with JSON. */
export const wantsPage = ({ req }: Context): boolean =>
  req.method === 'GET' &&
  !req.path.startsWith('/api/') &&
  (req.header('Accept') ?? '').includes('text/html');

/** The room that a name in another case means; `null` where it is none. */
export function meantRoom(name: string): string | null {
  const named = roomName(name.toLowerCase());
  return named.ok ? named.value : null;
}

/** The room that a path without `/r/` means; `null` where that is not clear. */
export function roomMeantBy(path: string): string | null {
  const [, name = ''] = /^\/([^/]+)\/?$/.exec(path) ?? [];
  return RESERVED.has(name.toLowerCase()) ? null : meantRoom(name);
}
