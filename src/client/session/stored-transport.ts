import type { RungStore } from '../connection/fallback-policy.ts';

const KEY = 'edgewise:rung';

/**
 * Remembers for this tab which way of connecting works; where the browser denies it, nothing.
 * @param storage where; session storage unless said otherwise. Asked each time, for it may be denied.
 */
export const tabRungs = (storage: () => Storage = () => sessionStorage): RungStore => ({
  load() {
    try {
      return storage().getItem(KEY);
    } catch {
      return null;
    }
  },
  save(rung) {
    try {
      // The first rung is what one begins with anyway.
      if (rung === 'websocket') storage().removeItem(KEY);
      else storage().setItem(KEY, rung);
    } catch {
      // It is found again at the next visit.
    }
  },
});
