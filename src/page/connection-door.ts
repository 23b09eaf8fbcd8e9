// The way to the panel for the curious: nothing of it is loaded until somebody asks. A tab in which
// it stands open opens it again, then before the first connection.
import { signal } from '@preact/signals';
import type { Chat } from '../client/index.ts';
import { storedText, storeText } from '../ui/browser/stored-text.ts';
import type { RoomModel } from '../ui/room/room-model.ts';
import type { Opened } from './connection/open.tsx';
import type { Outlets } from './outlets.ts';

const KEY = 'edgewise:connection';

export class ConnectionDoor {
  /** The panel while it is open; `called` where somebody asked for it just now. */
  readonly panel = signal<{ readonly View: Opened['View']; readonly called: boolean } | null>(null);
  readonly #outlets: Outlets;
  readonly #storage: () => Storage;
  #loaded: Opened | null = null;
  #state: Chat['state'] | null = null;

  /** @param storage a tab's own. */
  constructor(outlets: Outlets, storage: () => Storage) {
    this.#outlets = outlets;
    this.#storage = storage;
  }

  /** Loads it where it was left open or the address asks for it: it then sees the line from its beginning. */
  async prepare(search: string): Promise<void> {
    if (storedText(KEY, this.#storage) || new URLSearchParams(search).has('connection'))
      await this.#load();
  }

  /** Tells whose connection it is, and opens what was prepared. */
  lead(state: Chat['state']): void {
    this.#state = state;
    if (this.#loaded) this.#show(this.#loaded, false);
  }

  /** Opens it. What is connected by now stays so, and is watched from here on. */
  async open(room: RoomModel): Promise<void> {
    const loaded = await this.#load();
    if (!loaded) {
      room.error.value = { code: 'unreachable', message: '' };
      return;
    }
    this.#show(loaded, true);
  }

  /** Closes it; the watch goes on, for who opens it again. */
  close(): void {
    this.panel.value = null;
    storeText(KEY, '', this.#storage);
  }

  async #load(): Promise<Opened | null> {
    try {
      const { open } = await import('./connection/open.tsx');
      this.#loaded ??= open(this.#outlets);
    } catch {
      // Offline, most likely. There will be another time.
    }
    return this.#loaded;
  }

  #show({ follow, View }: Opened, called: boolean): void {
    if (this.#state) follow(this.#state);
    this.#state = null;
    this.panel.value = { View, called };
    storeText(KEY, '1', this.#storage);
  }
}
