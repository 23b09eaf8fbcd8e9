/**
 * What partysocket does by itself between sockets: nothing. The deadline that counts runs to `welcome`,
 * and is the link's, so partysocket's is the longest that a timer can have. Bundles leave this out,
 * together with what asks for it (scripts/lean-partysocket.ts).
 */
export const OWN_WAITS = {
  maxEnqueuedMessages: 0,
  minReconnectionDelay: 0,
  maxReconnectionDelay: 0,
  connectionTimeout: 2 ** 31 - 1,
} as const;
