import { createServer } from 'node:net';

const DEFAULT_PORT = 8787;
const HIGHEST_PORT = 65535;

/** @returns the port number in a PORT variable; `undefined` if it is not one. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= HIGHEST_PORT ? port : undefined;
}

/**
 * Checks whether a port can be used, on both addresses that `localhost` may resolve to.
 * @returns why it cannot be used; `undefined` if it can.
 */
export async function whyNot(port: number): Promise<'busy' | 'forbidden' | undefined> {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await tryToListen(port, host);
    if (code === 'EADDRINUSE') return 'busy';
    if (code === 'EACCES') return 'forbidden';
  }
  return undefined;
}

function tryToListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => answer(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => answer(undefined)));
  });
}
