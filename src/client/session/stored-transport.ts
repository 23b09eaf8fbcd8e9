import type { TransportStore } from '../connection/fallback-policy.ts';

const KEY = 'edgewise:transport';

/**
 * Remembers which transport works for this tab, unless the browser denies storage.
 * @param storage returns the storage, session storage by default. Called at each use, because access may be
 *   denied.
 * @example
 * const environment = { transportStore: storedTransport() };
 * const chat = connect({ room: 'lobby', environment });
 */
export const storedTransport = (storage: () => Storage = () => sessionStorage): TransportStore => ({
  load() {
    try {
      return storage().getItem(KEY);
    } catch {
      return null;
    }
  },
  save(transport) {
    try {
      // WebSocket is the default anyway.
      if (transport === 'websocket') storage().removeItem(KEY);
      else storage().setItem(KEY, transport);
    } catch {
      // The fallback finds it again after a reload.
    }
  },
});
