import * as v from 'valibot';
import { explain } from '../protocol/codec.ts';
import { type Result, refused } from '../protocol/result.ts';

/** Whether a body says that it is JSON. A form or text/plain needs no preflight: any page could send it. */
export const isJson = ({ headers }: Request): boolean =>
  /^application\/json\s*(?:;|$)/i.test(headers.get('Content-Type') ?? '');

/**
 * Reads a JSON body as text, no further than the limit.
 * @param most bytes.
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

/** Reads a JSON text against a schema. */
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
  // A list has fields as well, as far as a schema is concerned.
  if (Array.isArray(value)) return refused('bad_request', 'Send a JSON object.');
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  return parsed.success
    ? { ok: true, value: parsed.output }
    : refused('bad_request', explain(parsed.issues));
}
