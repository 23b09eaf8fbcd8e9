// Bun's `publish`, the fastest broadcast in JavaScript. It batches what is sent in one tick.
type Place = { readonly room: string };
type Socket = { readonly data: Place; subscribe(topic: string): void };
type Server = {
  readonly port: number;
  publish(topic: string, text: string): void;
  upgrade(request: Request, options: { data: Place }): boolean;
};
declare const Bun: { serve(options: object): Server };

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request: Request, self: Server) =>
    self.upgrade(request, { data: { room: new URL(request.url).pathname } })
      ? undefined
      : new Response('', { status: 400 }),
  websocket: {
    open: (socket: Socket) => socket.subscribe(socket.data.room),
    message: (socket: Socket, text: string) => server.publish(socket.data.room, text),
    backpressureLimit: 64 * 1024 * 1024,
  },
});

console.log(JSON.stringify({ port: server.port }));
