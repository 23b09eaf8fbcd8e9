// What the page, the widget and the gallery need of the client in their first file. What they load
// later has entries of its own beside this one, because a bundler keeps an entry together.

export { type ConnectTo, connectTo } from '../connect.ts';
export { STRATEGIES } from '../connection/backoff.ts';
export { systemEnvironment } from '../core/environment.ts';
export { Value } from '../core/value.ts';
export { whenLoaded } from '../core/when-loaded.ts';
export { deferredOutbox } from '../outbox/deferred-outbox.ts';
export type { Change } from '../outbox/outbox-entry.ts';
export { memoryOutbox, type OpenOutboxStorage } from '../outbox/outbox-storage.ts';
export { emptyTimeline, forget, merge, type News } from '../room-state/timeline.ts';
export { localSession } from '../session/stored-session.ts';
export { tabTransport } from '../session/stored-transport.ts';
