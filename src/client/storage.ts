// What a browser can keep for a chat. An entry point of its own: other runtimes have nothing like it.
export { storedReads } from './session/stored-reads.ts';
export { storedSession } from './session/stored-session.ts';
export { storedTransport } from './session/stored-transport.ts';
