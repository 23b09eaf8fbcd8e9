// A broadcast in Node with `ws` that encodes each message once and writes it to every socket.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const http = createServer();
const server = new WebSocketServer({ server: http });
const rooms = new Map<string, Set<WebSocket>>();

server.on('connection', (socket, { url = '' }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on('close', () => room.delete(socket));
  socket.on('message', (data: RawData) => {
    // Given a string, `ws` would encode it again for every socket.
    for (const other of room) other.send(data, { binary: false });
  });
});

http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () =>
  console.log(JSON.stringify({ port: (http.address() as AddressInfo).port })),
);
