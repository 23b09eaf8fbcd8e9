import * as v from 'valibot';
import { explain } from '../../protocol/codec.ts';
import { type Result, refused } from '../../protocol/result.ts';

/** Whether the body is declared as JSON. Any page can send forms or text/plain without a preflight. */
export const isJson = ({ headers }: Request): boolean =>
  /^application\/json\s*(?:;|$)/i.test(headers.get('Content-Type') ?? '');

/**
 * Reads a JSON body as text.
 * @param most the limit in bytes; reading stops beyond it.
 */
export async function readBody(request: Request, most: number): Promise<Result<string>> {
  if (!isJson(request))
    return refused('unsupported_media_type', 'Send Content-Type: application/json.');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) return refused('too_large', `Send at most ${most} bytes at once.`);
    chunks.push(chunk);
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
    return { ok: true, value: decoder.decode(await new Blob(chunks).arrayBuffer()) };
  } catch {
    return refused('bad_request', 'This is not UTF-8.');
  }
}

/** Parses a JSON text and validates it against a schema. */
export function parseBody<T extends v.GenericSchema>(
  schema: T,
  text: string,
): Result<v.InferOutput<T>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('bad_request', 'This is not JSON.');
  }
  // An array would pass an object schema without required fields.
  if (Array.isArray(value)) return refused('bad_request', 'Send a JSON object.');
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  return parsed.success
    ? { ok: true, value: parsed.output }
    : refused('bad_request', explain(parsed.issues));
}
