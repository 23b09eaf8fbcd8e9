// The fastest broadcast that JavaScript has: Bun's publish, which gathers what one tick sends.
type Socket = { subscribe(topic: string): void };
type Server = { readonly port: number; publish(topic: string, text: string): void };
declare const Bun: { serve(options: object): Server };

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request: Request, self: { upgrade(request: Request): boolean }) =>
    self.upgrade(request) ? undefined : new Response('', { status: 400 }),
  websocket: {
    open: (socket: Socket) => socket.subscribe('room'),
    message: (_socket: Socket, text: string) => server.publish('room', text),
    backpressureLimit: 64 * 1024 * 1024,
  },
});

console.log(JSON.stringify({ port: server.port }));
