// Opens the connection panel, which is loaded on request. A tab that had it open opens it again after a
// reload, before the first connection.
import { signal } from '@preact/signals';
import type { Chat } from '../../client/index.ts';
import { storedText, storeText } from '../../ui/browser/stored-text.ts';
import type { RoomModel } from '../../ui/room/room-model.ts';
import type { Network } from './network.ts';
import type { Opened } from './open.tsx';

const KEY = 'edgewise:connection';

export class LazyConnectionPanel {
  /** The panel while it is open; `called` if the user has just opened it. */
  readonly panel = signal<{ readonly View: Opened['View']; readonly called: boolean } | null>(null);
  readonly #network: Network;
  readonly #storage: () => Storage;
  #loaded: Opened | null = null;
  #state: Chat['state'] | null = null;

  /** @param storage the tab's session storage. */
  constructor(network: Network, storage: () => Storage) {
    this.#network = network;
    this.#storage = storage;
  }

  /** Loads the panel if it was open before or the URL asks for it, so that it sees the first connection. */
  async prepare(search: string): Promise<void> {
    if (storedText(KEY, this.#storage) || new URLSearchParams(search).has('connection'))
      await this.#load();
  }

  /** Sets the connection to show, and opens a prepared panel. */
  attach(state: Chat['state']): void {
    this.#state = state;
    if (this.#loaded) this.#show(this.#loaded, false);
  }

  /** Opens the panel. The current connection stays open and is monitored from now on. */
  async open(room: RoomModel): Promise<void> {
    const loaded = await this.#load();
    if (!loaded) {
      room.error.value = { code: 'unreachable', message: '' };
      return;
    }
    this.#show(loaded, true);
  }

  /** Closes the panel. Monitoring continues, in case it is opened again. */
  close(): void {
    this.panel.value = null;
    storeText(KEY, '', this.#storage);
  }

  async #load(): Promise<Opened | null> {
    try {
      const { open } = await import('./open.tsx');
      this.#loaded ??= open(this.#network);
    } catch {
      // Probably offline. The user can try again.
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
