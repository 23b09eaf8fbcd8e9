export type Event = {
  readonly name: string;
  readonly id?: string;
  readonly data: Record<string, unknown>;
};

/** Parses the whole events of an event stream; an incomplete last event is ignored. */
export const readEventStream = (text: string): Event[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => new Map(block.split('\n').map((line) => split(line))))
    .flatMap((fields) => {
      const [name, id, data] = ['event', 'id', 'data'].map((field) => fields.get(field));
      if (name === undefined || data === undefined) return [];
      return [{ name, data: JSON.parse(data), ...(id !== undefined && { id }) }];
    });

function split(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
