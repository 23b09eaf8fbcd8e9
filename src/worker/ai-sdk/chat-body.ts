import { type Result, refused } from '../../protocol/result.ts';
import { isJson } from '../http/json-body.ts';
import { LastMessageReader } from './last-message-reader.ts';

/** How much of a request is read, and how much may be kept: everything but the messages before the last. */
const MOST_READ_BYTES = 16 * 1_048_576;
const MOST_KEPT_BYTES = 1_048_576;

/**
 * Reads a request of `useChat`, which contains the whole conversation; only its last message is kept [R120].
 */
export async function readChatBody(request: Request): Promise<Result<string>> {
  if (!isJson(request))
    return refused('unsupported_media_type', 'Send Content-Type: application/json.');
  const reader = new LastMessageReader(MOST_KEPT_BYTES);
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_READ_BYTES)
      return refused('too_large', 'This conversation is too long to be sent; begin a new one.');
    if (!reader.push(chunk)) return tooLarge;
  }
  const kept = reader.end();
  if (kept === undefined) return tooLarge;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
    return { ok: true, value: decoder.decode(await kept.arrayBuffer()) };
  } catch {
    return refused('bad_request', 'This is not UTF-8.');
  }
}

const tooLarge = refused('too_large', 'That message is too large to be sent.');
