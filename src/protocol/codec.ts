import * as v from 'valibot';
import { type Command, type CommandType, commandSchemas } from './commands.ts';
import { type Fault, fault } from './errors.ts';
import type { Frame } from './frames.ts';
import { cidSchema } from './ids.ts';
import { CID_CHARS, type Limits } from './limits.ts';
import { utf8Bytes } from './text.ts';

/** The result of decoding one frame: a command, or an error. `cid` identifies the command, if known. */
export type Decoded = { readonly cid?: string } & (
  | { readonly ok: true; readonly command: Command }
  | {
      readonly ok: false;
      readonly fault: Fault;
      /** Set if an earlier result reports the same error: the whole message was rejected. */
      readonly repeated?: true;
    }
);

/** A message that cannot be parsed is searched for cids in its first and last part of this length. */
const SEARCHED_CHARS = 1024;
const CID_FIELD = new RegExp(`(?<!\\\\)"cid"\\s*:\\s*"([!#-[\\]-~]{1,${CID_CHARS}})"`, 'g');

/** The cids near both ends of a text: the short fields of its first and last frames are there. */
const cidsNear = (text: string): string[] =>
  [text.slice(0, SEARCHED_CHARS), text.slice(SEARCHED_CHARS).slice(-SEARCHED_CHARS)].flatMap(
    (end) => [...end.matchAll(CID_FIELD)].map(([, cid = '']) => cid),
  );

const refuse = (message: string, cid?: string): Decoded => ({
  ok: false,
  fault: fault('bad_request', message),
  ...(cid !== undefined && { cid }),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const cidOf = (value: unknown): string | undefined =>
  isRecord(value) && v.is(cidSchema, value['cid']) ? value['cid'] : undefined;

/** Schema types in plain words, for error messages. */
const KINDS: { readonly [expected: string]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
};

/** Describes the first issue in one sentence, e.g. `"text" is longer than 4000 characters.` */
export function explain(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): string {
  const [issue] = issues;
  const name = v.getDotPath(issue);
  if (name === null) return 'Send a JSON object.';
  if (issue.type === 'strict_object' || (issue.type === 'object' && issue.received === 'undefined'))
    return issue.expected === 'never'
      ? `There is no field ${JSON.stringify(name.slice(0, 40))} here.`
      : `"${name}" is missing.`;
  const own = /^(is|holds|must|shows) /.test(issue.message);
  return `"${name}" ${own ? issue.message : `must be ${KINDS[issue.expected ?? ''] ?? issue.expected}`}.`;
}

/**
 * Creates the decoder for everything that a client sends.
 * @param limits the room's limits of texts, names, frames and batches.
 * @returns a function from one text (a WebSocket message or POST body) to its frames, in order.
 *   It never throws: an invalid frame becomes an error value, and the other frames of an array are kept.
 */
export function commandDecoder(limits: Limits): (text: string) => Decoded[] {
  const schemas = commandSchemas(limits);

  function decodeOne(value: unknown): Decoded {
    if (!isRecord(value)) return refuse('Send a JSON object with a "type".');
    const cid = cidOf(value);
    const type = value['type'];
    if (typeof type !== 'string' || !Object.hasOwn(schemas, type))
      return refuse(`"type" must be one of ${Object.keys(schemas).join(', ')}.`, cid);
    const result = v.safeParse(schemas[type as CommandType], value, { abortEarly: true });
    if (!result.success) return refuse(explain(result.issues), cid);
    return { ok: true, command: result.output, ...(cid !== undefined && { cid }) };
  }

  /** Rejects a whole message: one error for each command in it whose cid is known [R64]. */
  function refuseAll(reason: Fault, cids: readonly string[]): Decoded[] {
    const known = [...new Set(cids)].slice(0, limits.batchFrames);
    const [first, ...others] = known.map((cid) => ({ ok: false, fault: reason, cid }) as const);
    if (first === undefined) return [{ ok: false, fault: reason }];
    return [first, ...others.map((other) => ({ ...other, repeated: true }) as const)];
  }
  const tooLarge = (most: string) => fault('too_large', `Send at most ${most} at once.`);

  return (text) => {
    // A text has at least as many bytes as UTF-16 units, so a huge one is rejected without a scan.
    if (text.length > limits.frameBytes || utf8Bytes(text) > limits.frameBytes)
      return refuseAll(tooLarge(`${limits.frameBytes} bytes`), cidsNear(text));
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refuseAll(fault('bad_request', 'This is not JSON.'), cidsNear(text));
    }
    if (!Array.isArray(value)) return [decodeOne(value)];
    if (value.length === 0) return [refuse('Send at least one frame.')];
    if (value.length > limits.batchFrames)
      return refuseAll(
        tooLarge(`${limits.batchFrames} frames`),
        value.flatMap((frame) => cidOf(frame) ?? []),
      );
    return value.map(decodeOne);
  };
}

/**
 * Parses a WebSocket message of the room: one frame or an array. It validates no field, so use it only
 * where the sender is trusted.
 * @throws SyntaxError if the text is not JSON.
 */
export function decodeFrames(text: string): Frame[] {
  const value: unknown = JSON.parse(text);
  return (Array.isArray(value) ? value : [value]) as Frame[];
}
