import type { TransportStore } from '../connection/fallback-policy.ts';

const KEY = 'edgewise:transport';

/** The transport that works for this tab, in session storage. */
export const tabTransport = (storage: () => Storage = () => sessionStorage): TransportStore => ({
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
