// The only file that uses partysocket, which opens one socket after another. connection-state.ts decides when.
import ReconnectingWebSocket from 'partysocket/ws';
import { retryAfterClose } from '../../protocol/retry.ts';
import { PARTYSOCKET_OPTIONS } from './partysocket-options.ts';

/** The address of a socket of any transport, in the form of a WebSocket's. The token is a subprotocol, never in the URL. */
export type Address = { readonly url: string; readonly protocols: string[] };

export type SocketListeners = {
  readonly text: (text: string) => void;
  readonly closed: (code: number, reason: string) => void;
};

/** A socket that is replaced whenever it closes, as soon as it is given an address. */
export type ReconnectingSocket = {
  /** Gives the next socket its address and class; until then none is opened. */
  readonly offer: (address: Address, Socket: typeof WebSocket) => void;
  /** @returns whether it was sent. */
  readonly send: (text: string) => boolean;
  /** Closes it for good, without a call of `closed`. */
  readonly end: () => void;
};

/** Opens a reconnecting socket. */
export function openReconnectingSocket(on: SocketListeners): ReconnectingSocket {
  let offered: Address | undefined;
  let take: ((address: Address) => void) | undefined;
  let address: Promise<Address>;

  // partysocket's own delays have no jitter and cannot be cut short. They are 0, and it waits for the
  // address instead.
  const nextUrl = () => {
    address = new Promise((resolve) => {
      take = resolve;
      if (offered) resolve(offered);
      offered = undefined;
    });
    return address.then(({ url }) => url);
  };
  // partysocket reads its options for each socket, so the class may change.
  const options: ConstructorParameters<typeof ReconnectingWebSocket>[2] = {
    ...PARTYSOCKET_OPTIONS,
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
