// Socket.IO with its default settings, a common choice for rooms in Node. Each message is one
// broadcast.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const http = createServer();
const rooms = new Server(http, { transports: ['websocket'] });

rooms.on('connection', (socket) => {
  const room = String(socket.handshake.query['room']);
  void socket.join(room);
  socket.on('message', (message: unknown) => rooms.to(room).emit('message', message));
});

http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () =>
  console.log(JSON.stringify({ port: (http.address() as AddressInfo).port })),
);
