/** The room that everybody begins in. */
export const START = 'lobby';

/** The room that a path of this page names: `/` is the lobby, `/r/:room` any other. Other paths name none that can be. */
export function roomOf(pathname: string): string {
  const [, name] = /^\/r\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (name === undefined) return pathname === '/' || pathname === '' ? START : pathname.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    // Not well-formed; the server says what a room's name looks like.
    return name;
  }
}

/** The room that was likely meant by a name that cannot be one; the lobby where there is none. */
export function suggestedRoom(name: string): string {
  const likely = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  return likely === '' || likely === name ? START : likely;
}

/** The room that a query names as `room`; the lobby where that cannot be one. */
export function askedRoom(search: string): string {
  const name = new URLSearchParams(search).get('room') ?? '';
  return /^[a-z0-9_-]{1,64}$/.test(name) ? name : START;
}
