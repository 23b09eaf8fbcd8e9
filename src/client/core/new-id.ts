/**
 * Makes a unique id of 31 hex digits that begins with the time, so that a database stores ids that are
 * made together side by side. Not randomUUID(): pages served over plain HTTP in a local network lack it.
 */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).reduce((id, digits) => id + digits, Date.now().toString(16));
