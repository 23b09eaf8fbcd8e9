/**
 * The number of bytes that a socket has not sent yet because its client reads too slowly.
 * workerd before 1.20261117 has no `bufferedAmount`; package.json requires a version that has it.
 */
export const unsentBytes = (socket: Pick<WebSocket, 'bufferedAmount'>): number =>
  socket.bufferedAmount ?? 0;
