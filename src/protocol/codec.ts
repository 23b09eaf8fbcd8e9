import * as v from 'valibot';
import { type Command, type CommandType, commandSchemas } from './commands.ts';
import { type Fault, fault } from './errors.ts';
import type { Frame } from './frames.ts';
import { cidSchema } from './ids.ts';
import type { Limits } from './limits.ts';
import { utf8Bytes } from './text.ts';

/** One frame as read: a command, or what is wrong with it and whose act it was. */
export type Decoded = { readonly cid?: string } & (
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly fault: Fault }
);

const refuse = (message: string, cid?: string): Decoded => ({
  ok: false,
  fault: fault('bad_request', message),
  ...(cid !== undefined && { cid }),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says what is wrong in one sentence, e.g. `"text" is longer than 4000 characters.` */
export function explain(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): string {
  const [issue] = issues;
  const name = v.getDotPath(issue);
  if (name === null) return 'Send a JSON object.';
  if (issue.type === 'strict_object')
    return issue.expected === 'never'
      ? `There is no field ${JSON.stringify(name.slice(0, 40))} here.`
      : `"${name}" is missing.`;
  const own = /^(is|holds|must|shows) /.test(issue.message);
  return `"${name}" ${own ? issue.message : `must be ${issue.expected}`}.`;
}

/**
 * Makes the reader of everything that a client sends.
 * @returns a function from one text (a WebSocket message or POST body) to its frames, in order.
 *   Whatever is wrong comes back as a value; the other frames of an array stand.
 */
export function commandDecoder(limits: Limits): (text: string) => Decoded[] {
  const schemas = commandSchemas(limits);

  function decodeOne(value: unknown): Decoded {
    if (!isRecord(value)) return refuse('Send a JSON object with a "type".');
    const cid = v.is(cidSchema, value['cid']) ? value['cid'] : undefined;
    const type = value['type'];
    if (typeof type !== 'string' || !Object.hasOwn(schemas, type))
      return refuse(`"type" must be one of ${Object.keys(schemas).join(', ')}.`, cid);
    const result = v.safeParse(schemas[type as CommandType], value, { abortEarly: true });
    if (!result.success) return refuse(explain(result.issues), cid);
    return { ok: true, command: result.output, ...(cid !== undefined && { cid }) };
  }

  return (text) => {
    const tooLarge = (message: string): Decoded[] => [
      { ok: false, fault: fault('too_large', message) },
    ];
    // The byte count is at least the length: a bomb is refused without walking it.
    if (text.length > limits.frameBytes || utf8Bytes(text) > limits.frameBytes)
      return tooLarge(`Send at most ${limits.frameBytes} bytes at once.`);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return [refuse('This is not JSON.')];
    }
    if (!Array.isArray(value)) return [decodeOne(value)];
    if (value.length === 0) return [refuse('Send at least one frame.')];
    if (value.length > limits.batchFrames)
      return tooLarge(`Send at most ${limits.batchFrames} frames at once.`);
    return value.map(decodeOne);
  };
}

/**
 * Reads a WebSocket message of the room: one frame or an array. For our own ends of a connection
 * only: it checks no field.
 */
export function decodeFrames(text: string): Frame[] {
  const value: unknown = JSON.parse(text);
  return (Array.isArray(value) ? value : [value]) as Frame[];
}
