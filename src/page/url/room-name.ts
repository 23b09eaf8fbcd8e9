/** The default room. */
export const DEFAULT_ROOM = 'lobby';

/** The room in a path: `/` is the lobby, `/r/:room` any other. Other paths give invalid names. */
export function roomOf(pathname: string): string {
  const [, name] = /^\/r\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (name === undefined)
    return pathname === '/' || pathname === '' ? DEFAULT_ROOM : pathname.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    // Malformed; the server explains what a room name looks like.
    return name;
  }
}

/** A valid room name similar to an invalid one; the lobby if there is none. */
export function suggestedRoom(name: string): string {
  const likely = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  return likely === '' || likely === name ? DEFAULT_ROOM : likely;
}

/** The `room` parameter of a query; the lobby if it is not a valid name. */
export function roomInQuery(search: string): string {
  const name = new URLSearchParams(search).get('room') ?? '';
  return /^[a-z0-9_-]{1,64}$/.test(name) ? name : DEFAULT_ROOM;
}
