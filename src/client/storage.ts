// What a browser can keep for a chat. An entry point of its own: other runtimes have nothing like it.
export { storedReads } from './stored-reads.ts';
export { storedSession } from './stored-session.ts';
export { tabRungs } from './tab-rungs.ts';
