// A store whose code comes behind the chat: nothing is sent before it is stored, and nobody waits for
// it to begin.
import { onceThere } from '../core/when-loaded.ts';
import type { OutboxStore } from './persisted-storage.ts';

/**
 * What the store will be. Where its code does not come, whatever is asked of it fails, which makes
 * the outbox one that lives as long as the page.
 * @param coming the store, on its way.
 */
export function lateStore(coming: Promise<OutboxStore>): OutboxStore {
  return {
    update: (change) => coming.then((store) => store.update(change)),
    forget: (userId) => coming.then((store) => store.forget(userId)),
    watch: (changed) => onceThere(coming, (store) => store.watch(changed)),
    lead: (userId, lead) => onceThere(coming, (store) => store.lead(userId, lead)),
  };
}
