// The one file that knows partysocket: it builds socket after socket; when, is link.ts's business.
import ReconnectingWebSocket from 'partysocket/ws';
import { retryAfterClose } from '../../protocol/retry.ts';
import { OWN_WAITS } from './partysocket-options.ts';

/** Where a socket goes, whatever its class: the others know the way from a WebSocket's. The token travels as a subprotocol, never in the URL. */
export type Address = { readonly url: string; readonly protocols: string[] };

export type LineEvents = {
  readonly text: (text: string) => void;
  readonly closed: (code: number, reason: string) => void;
};

/** One endless line to the room: it asks for an address whenever it has no socket. */
export type Line = {
  /** Gives the next socket its address, and its class, one with a WebSocket's shape; until then none is opened. */
  readonly offer: (address: Address, Socket: typeof WebSocket) => void;
  /** @returns whether it went out. */
  readonly send: (text: string) => boolean;
  /** Ends the line for good, in silence. */
  readonly end: () => void;
};

/** Opens a line. */
export function openLine(on: LineEvents): Line {
  let offered: Address | undefined;
  let take: ((address: Address) => void) | undefined;
  let address: Promise<Address>;

  // The waiting between sockets happens in here: partysocket has no jitter, and its own delays
  // cannot be cut short, so they are 0 and it waits for the address instead.
  const nextUrl = () => {
    address = new Promise((resolve) => {
      take = resolve;
      if (offered) resolve(offered);
      offered = undefined;
    });
    return address.then(({ url }) => url);
  };
  // partysocket looks at its options anew for each socket, so that the class may change.
  const options: ConstructorParameters<typeof ReconnectingWebSocket>[2] = {
    ...OWN_WAITS,
    shouldReconnectOnClose: ({ code }) => retryAfterClose(code) !== 'never',
  };
  const protocols = () => address.then((known) => known.protocols);
  const socket = new ReconnectingWebSocket(nextUrl, protocols, options);
  // Not addEventListener: in a browser partysocket clones a close event of its own making with
  // its arguments shifted, so that listeners would see the code "close". And in workerd such a
  // property listens as well: what partysocket dispatches itself has been heard by then.
  socket.onmessage = ({ data, target }) => {
    if (target !== socket && typeof data === 'string') on.text(data);
  };
  socket.onclose = ({ code, reason, target }) => {
    if (target === socket) return;
    take = undefined;
    on.closed(code, reason);
  };

  return {
    offer(next, Socket) {
      options.WebSocket = Socket;
      if (take) take(next);
      else offered = next;
      take = undefined;
    },
    send: (text) => socket.send(text),
    end() {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    },
  };
}
