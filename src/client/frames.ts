import type { Frame, FrameType } from '../protocol/frames.ts';

// The room speaks by frameSchemas; what the client must be sure of before it touches a frame is
// only this much, and costs a tenth of bundling the schemas. Unknown fields are passed over.
type Kind = 'string' | 'number' | 'boolean' | { readonly [field: string]: Kind };
type Shape = { readonly [field: string]: Kind };

const user = { id: 'string', name: 'string' } as const;
const message = {
  seq: 'number',
  id: 'string',
  version: 'number',
  user,
  text: 'string',
  timestamp: 'number',
} as const;

const shapes: Record<FrameType, Shape> = {
  welcome: {
    you: { ...user, role: 'string' },
    epoch: 'string',
    cursor: 'string',
    mode: 'string',
    limits: {},
    presence: { online: 'number' },
  },
  system: { text: 'string' },
  message,
  changed: { seq: 'number', message },
  live: { cursor: 'string' },
  ack: { seq: 'number', id: 'string' },
  error: { code: 'string', message: 'string' },
  presence: { online: 'number' },
  typing: { user, on: 'boolean' },
  read: { user, seq: 'number' },
  bye: { code: 'number' },
};

function fits(value: unknown, kind: Kind): boolean {
  if (typeof kind === 'string') return typeof value === kind;
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return Object.entries(kind).every(([name, inner]) => fits(fields[name], inner));
}

const isFrame = (value: unknown): value is Frame => {
  const type = (value as { type?: unknown } | null)?.type;
  return (
    typeof type === 'string' &&
    Object.hasOwn(shapes, type) &&
    fits(value, shapes[type as FrameType])
  );
};

/** Reads one WebSocket message. What this client doesn't understand is left out, not fatal. */
export function readFrames(text: string): Frame[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(value) ? value : [value]).filter(isFrame);
}
