import type { Frame, FrameType } from '../../protocol/frames.ts';

// The room's frames follow frameSchemas. The client checks only what it reads, which costs a tenth of
// bundling the schemas. A field must have the type of its example; unknown fields are ignored.
type Example = string | number | boolean | { readonly [field: string]: Example };
type Shape = { readonly [field: string]: Example };

const user = { id: '', name: '' } as const;
const message = { seq: 0, id: '', version: 0, user, text: '', timestamp: 0 } as const;

const shapes: Record<FrameType, Shape> = {
  welcome: {
    you: user,
    epoch: '',
    cursor: '',
    mode: '',
    limits: {},
    presence: { online: 0 },
  },
  system: { text: '' },
  message,
  changed: { seq: 0, message },
  pruned: { before: 0 },
  live: { cursor: '' },
  ack: { seq: 0, id: '' },
  error: { code: '', message: '' },
  presence: { online: 0 },
  typing: { user, on: true },
  read: { user, seq: 0 },
  reacted: { id: '', emoji: {} },
  bye: { code: 0 },
  'assistant.delta': { id: '', attempt: 0, offset: 0, text: '' },
  'assistant.snapshot': { id: '', attempt: 0, text: '' },
};

function fits(value: unknown, example: Example): boolean {
  if (typeof example !== 'object') return typeof value === typeof example;
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return Object.entries(example).every(([name, inner]) => fits(fields[name], inner));
}

// Of durable frames of a later version only this is read: they move the cursor [R124].
const unknownDurable: Shape = { type: '', seq: 0 };

// `__proto__` is a key of every object.
const isFrame = (value: unknown): value is Frame => {
  const type = (value as Frame | null)?.type as FrameType;
  return fits(value, Object.hasOwn(shapes, type) ? shapes[type] : unknownDurable);
};

/** Reads one WebSocket message. Frames that this client does not understand and may ignore are dropped. */
export function readFrames(text: string): Frame[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).filter(isFrame);
}
