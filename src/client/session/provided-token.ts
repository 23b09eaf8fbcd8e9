// Tokens of the embedding site: requests one if there is none, and detects those that are of no use.
// Loaded only for sites that provide tokens.
import { failure, type Result, success } from '../core/result.ts';
import type { TokenProvider } from './session.ts';

/** The token in use, and the last one that the server rejected as expired. */
export type KeptToken = { token: string | null; stale: string | null };

// The characters of a WebSocket subprotocol, which carries the token.
const TOKEN = /^[\w!#$%&'*+.^`|~-]{1,4096}$/;

/**
 * The token to connect with.
 * @returns `unauthorized` or `token_expired` if asking again would give the same token, which is final;
 *   `no_token` if the site has none now, which is retried.
 */
export async function providedToken(
  provide: TokenProvider,
  kept: KeptToken,
): Promise<Result<string>> {
  let given: string;
  try {
    given = kept.token ?? (await provide());
  } catch (error) {
    return failure('no_token', `This site gave no token: ${String(error)}`);
  }
  if (typeof given !== 'string' || !TOKEN.test(given))
    return failure('unauthorized', 'What this site gave is no token.');
  if (given === kept.stale)
    return failure('token_expired', 'This site gave the same token again, and it has expired.');
  kept.token = given;
  return success(given);
}
