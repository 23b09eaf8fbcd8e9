const START = 'lobby';

/** The room that a path of this page names: `/` is the lobby, `/r/:room` any other. */
export function roomOf(pathname: string): string {
  const [, name] = /^\/r\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (name === undefined) return START;
  try {
    return decodeURIComponent(name);
  } catch {
    // Not well-formed; the server says what a room's name looks like.
    return name;
  }
}
