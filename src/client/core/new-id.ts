/** Makes a unique id. Not randomUUID(): pages served over plain HTTP in a local network lack it. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
