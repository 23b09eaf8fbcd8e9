// A backend whose code is loaded after the chat has started. Commands are sent once they are stored.
import { whenLoaded } from '../core/when-loaded.ts';
import type { OutboxBackend } from './persisted-storage.ts';

/**
 * Forwards calls to a backend that is being loaded. If loading fails, every call fails, and the outbox
 * falls back to memory.
 * @param loading the backend's promise.
 */
export function deferredBackend(loading: Promise<OutboxBackend>): OutboxBackend {
  return {
    update: (change) => loading.then((backend) => backend.update(change)),
    forget: (userId) => loading.then((backend) => backend.forget(userId)),
    watch: (changed) => whenLoaded(loading, (backend) => backend.watch(changed)),
    lead: (userId, lead) => whenLoaded(loading, (backend) => backend.lead(userId, lead)),
  };
}
