// The tokens of an embedding site: asked for when there is none, and told from those that cannot get
// better. It is loaded where a site has such.
import { failure, type Result, success } from '../core/result.ts';
import type { TokenProvider } from './session.ts';

/** The token in use, and the last one that the server called expired. */
export type KeptToken = { token: string | null; stale: string | null };

// What may be a WebSocket's subprotocol, which carries it.
const TOKEN = /^[\w!#$%&'*+.^`|~-]{1,4096}$/;

/**
 * The token to connect with.
 * @returns `unauthorized` and `token_expired` where asking again would bring the same, which is the end;
 *   `no_token` where the site has none now, which is asked again.
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
