/**
 * Turns off partysocket's queue, delays and timeout, because the connection has its own. The timeout is the
 * longest that a timer can have. Bundles omit these options and the code that reads them
 * (scripts/lean-partysocket.ts).
 */
export const PARTYSOCKET_OPTIONS = {
  maxEnqueuedMessages: 0,
  minReconnectionDelay: 0,
  maxReconnectionDelay: 0,
  connectionTimeout: 2 ** 31 - 1,
} as const;
