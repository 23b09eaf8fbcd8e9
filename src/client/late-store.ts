// A store whose code comes behind the chat: nothing is sent before it is stored, and nobody waits for
// it to begin.
import type { OutboxStore } from './stored-shelf.ts';

/**
 * What the store will be. Where its code does not come, whatever is asked of it fails, which makes
 * the outbox one that lives as long as the page.
 * @param coming the store, on its way.
 */
export function lateStore(coming: Promise<OutboxStore>): OutboxStore {
  /** Once it is there, unless it is not wanted any more. */
  const begin = (start: (store: OutboxStore) => () => void): (() => void) => {
    let end = () => {};
    let wanted = true;
    coming.then(
      (store) => {
        if (wanted) end = start(store);
      },
      () => {},
    );
    return () => {
      wanted = false;
      end();
    };
  };
  return {
    update: (change) => coming.then((store) => store.update(change)),
    forget: (userId) => coming.then((store) => store.forget(userId)),
    watch: (changed) => begin((store) => store.watch(changed)),
    lead: (userId, lead) => begin((store) => store.lead(userId, lead)),
  };
}
