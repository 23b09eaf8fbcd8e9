// Reads the types of frames from any transport.

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The types of the frames in a WebSocket message, POST body or response. */
export function typesIn(text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const frames = isObject(value) && Array.isArray(value['frames']) ? value['frames'] : [value];
  return frames.flat().flatMap((frame: unknown) => {
    const type = isObject(frame) ? frame['type'] : undefined;
    return typeof type === 'string' ? [type] : [];
  });
}

/** Parses server-sent events incrementally. @returns a function from a piece to the types completed by it. */
export function eventTypes(): (piece: string) => readonly string[] {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    return lines.flatMap((line) => {
      if (line.startsWith(':')) return ['comment'];
      const [, type] = /^event: ?(.+?)\r?$/.exec(line) ?? [];
      return type === undefined ? [] : [type];
    });
  };
}
