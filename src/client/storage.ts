// Stores in the browser's local and session storage. An entry of its own, because other runtimes have
// nothing like it.

export { storedReads } from './session/stored-reads.ts';
export { storedSession } from './session/stored-session.ts';
export { storedTransport } from './session/stored-transport.ts';
export type { ReadStore } from './unread.ts';
