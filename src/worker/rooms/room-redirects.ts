import type { Context } from 'hono';
import { roomName } from './room-calls.ts';

/** First path segments that never name a room. */
const RESERVED: ReadonlySet<string> = new Set(['api', 'assets', 'embed', 'r', 'ws']);

/** Whether a browser navigates here and should get a page, not JSON. */
export const acceptsHtml = ({ req }: Context): boolean =>
  req.method === 'GET' &&
  !req.path.startsWith('/api/') &&
  (req.header('Accept') ?? '').includes('text/html');

/** The room that a name in another case means; `null` if it is no room name. */
export function roomInLowerCase(name: string): string | null {
  const named = roomName(name.toLowerCase());
  return named.ok ? named.value : null;
}

/** The room that a path without `/r/` means; `null` if it is ambiguous. */
export function roomFromPath(path: string): string | null {
  const [, name = ''] = /^\/([^/]+)\/?$/.exec(path) ?? [];
  return RESERVED.has(name.toLowerCase()) ? null : roomInLowerCase(name);
}
