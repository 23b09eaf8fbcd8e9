import { hex } from '../../protocol/hex.ts';

/**
 * Makes a unique id of 31 hex digits that begins with the time, so that a database stores ids that are
 * made together side by side. Not randomUUID(): pages served over plain HTTP in a local network lack it.
 */
export const newId = (): string =>
  Date.now().toString(16) + hex(crypto.getRandomValues(new Uint8Array(10)));
