import type { HistoryBody, PageAt, SessionBody } from '../../protocol/rest.ts';
import type { Environment } from '../core/environment.ts';
import { type Result, UNREACHABLE } from '../core/result.ts';
import type { Call } from './http.ts';

/** The server's routes that a client of one room uses. */
export type Server = {
  readonly socketUrl: (since: string | null) => string;
  readonly page: (at: PageAt, token: string | null) => Promise<Result<HistoryBody>>;
  readonly session: (name: string | null, token: string | null) => Promise<Result<SessionBody>>;
};

/** Requests are rare and never come first, so their code is loaded after the first connection. */
const call = async <T>(fetch: Environment['fetch'], url: URL, asking: Call): Promise<Result<T>> => {
  const http = await import('./http.ts').catch(() => null);
  return http ? http.callServer<T>(fetch, url.href, asking) : UNREACHABLE;
};

export function serverApi(fetch: Environment['fetch'], origin: string, room: string): Server {
  const roomUrl = (
    path: string,
    query: { readonly [name: string]: string | null | undefined },
  ): URL => {
    const url = new URL(`/api/rooms/${encodeURIComponent(room)}/${path}`, origin);
    for (const [name, value] of Object.entries(query))
      if (typeof value === 'string') url.searchParams.set(name, value);
    return url;
  };

  return {
    socketUrl(since) {
      const url = roomUrl('socket', { since });
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      return url.href;
    },
    page: (at, token) => call(fetch, roomUrl('messages', at), { token }),
    session: (name, token) =>
      call(fetch, new URL('/api/session', origin), {
        method: 'POST',
        token,
        body: name === null ? {} : { name },
      }),
  };
}
