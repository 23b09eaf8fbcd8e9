import { createServer } from 'node:net';

const DEFAULT_PORT = 8787;
const HIGHEST_PORT = 65535;

/** The port that PORT names, or undefined when it names none. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= HIGHEST_PORT ? port : undefined;
}

/** Why the port cannot be had, or undefined when it can. `localhost` may mean either address. */
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
