/**
 * How many bytes a socket has not sent yet, because its client does not read them.
 * `bufferedAmount` is missing in runtimes before 1.20261117; package.json asks for one that has it.
 */
export const unsentBytes = (socket: Pick<WebSocket, 'bufferedAmount'>): number =>
  socket.bufferedAmount ?? 0;
