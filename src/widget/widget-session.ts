// The widget's session in a room: from when the chat is wanted until it is closed or its options change.
import type { ReadonlySignal } from '@preact/signals';
import {
  connectTo,
  deferredOutbox,
  localSession,
  tabTransport,
  whenLoaded,
} from '../client/app/first-load.ts';
import type { Chat, SessionStore, TokenProvider } from '../client/index.ts';
import type { Language } from '../ui/i18n/language.ts';
import { type RoomModel, roomModel } from '../ui/room/room-model.ts';
import type { Emit } from './api/host-events.ts';
import type { Options } from './api/options.ts';
import { hostBundle } from './host-page/load-host-bundle.ts';

type SessionOptions = {
  readonly options: Options;
  readonly language: Language;
  readonly tokenProvider: TokenProvider | null;
  /** Whether the visitor has acted, so that their identity and outbox may be stored. */
  readonly persists: boolean;
  /** Dispatches an event to the host page. @returns whether it was not canceled. */
  readonly emit: Emit;
  readonly root: ShadowRoot;
};

// Shared by all chats of this page, so that those in the same room share a connection.
const environment = { transportStore: tabTransport(() => sessionStorage) };
const stores = new Map<string, SessionStore>();

function storeOf(server: string): SessionStore {
  const known = stores.get(server);
  if (known) return known;
  const store = localSession(() => localStorage, server);
  stores.set(server, store);
  return store;
}

/** Whether this browser has a stored identity, because its visitor has acted before. */
export const knowsVisitor = (server: string): boolean => storeOf(server).load() !== null;

export class WidgetSession {
  readonly room: RoomModel;
  readonly persists: boolean;
  /** The result of the last name that the site set for the visitor; `null` if it set none. */
  naming: ReturnType<Chat['setName']> | null = null;
  /** The number of unread messages. */
  readonly unread: ReadonlySignal<number>;
  readonly #endTelling: () => void;

  constructor({ options, language, tokenProvider, persists, emit, root }: SessionOptions) {
    const { server, room, token } = options;
    const provide = tokenProvider ?? (token === null ? null : async () => token);
    const chat = connectTo({
      server,
      room,
      ...(provide && { tokenProvider: provide }),
      ...(persists && {
        store: storeOf(server),
        environment,
        keepOutbox: deferredOutbox,
      }),
    });
    this.persists = persists;
    this.room = roomModel(room, chat, language);
    this.room.approve = (text, id) => {
      const detail = { text, ...(id !== undefined && { id }) };
      return emit('edgewise-send', detail) ? detail.text : null;
    };
    this.unread = this.room.unread.count;
    // Links to messages lead to the room's own page, not to the host page.
    this.room.address.value = new URL(`/r/${room}`, server).href;
    /** Messages that existed when the room was first reached are not reported to the host page. */
    let known: number | null = null;
    chat.state.subscribe(({ at }) => {
      if (at === 'live') known ??= chat.messages.get().at(-1)?.seq ?? 0;
    });
    this.#endTelling = whenLoaded(hostBundle, ({ emitHostEvents }) =>
      emitHostEvents(this.room, { known, persists, root }, emit),
    );
  }

  /** Sets the visitor's name, unless it is already theirs. */
  nameVisitor(name: string): void {
    if (this.room.you.peek()?.name !== name) this.naming = this.room.chat.setName(name);
  }

  end(): void {
    this.#endTelling();
    this.room.chat.close();
  }
}
