// A stay in a room: from when the chat is wanted until it is not, or is wanted otherwise.
import type { ReadonlySignal } from '@preact/signals';
import {
  connectTo,
  deferredOutbox,
  storedSession,
  storedTransport,
  whenLoaded,
} from '../client/app/first-load.ts';
import type { Chat, SessionStore, TokenProvider } from '../client/index.ts';
import type { Language } from '../ui/i18n/language.ts';
import { type RoomModel, roomModel } from '../ui/room/room-model.ts';
import { deferred } from './deferral.ts';
import type { Options } from './options.ts';
import type { Emit } from './telling.ts';

type Parts = {
  readonly options: Options;
  readonly language: Language;
  readonly tokenProvider: TokenProvider | null;
  /** Whether the visitor has acted, so that this browser may keep who they are and what they write. */
  readonly keeps: boolean;
  /** Tells the page. @returns whether it lets things go on. */
  readonly emit: Emit;
  readonly root: ShadowRoot;
};

// One for all chats of this page: those in the same room then share a connection.
const environment = { transportStore: storedTransport(() => sessionStorage) };
const stores = new Map<string, SessionStore>();

function storeOf(server: string): SessionStore {
  const known = stores.get(server);
  if (known) return known;
  const store = storedSession(() => localStorage, server);
  stores.set(server, store);
  return store;
}

/** Whether this browser keeps who its visitor is, for they have acted before. */
export const knowsVisitor = (server: string): boolean => storeOf(server).load() !== null;

export class Stay {
  readonly room: RoomModel;
  readonly keeps: boolean;
  /** What comes of the name that the site gave the visitor last; `null` where it gave none. */
  naming: ReturnType<Chat['setName']> | null = null;
  /** How many messages the visitor has not seen. */
  readonly unread: ReadonlySignal<number>;
  readonly #endTelling: () => void;

  constructor({ options, language, tokenProvider, keeps, emit, root }: Parts) {
    const { server, room, token } = options;
    const provide = tokenProvider ?? (token === null ? null : async () => token);
    const chat = connectTo({
      server,
      room,
      ...(provide && { tokenProvider: provide }),
      ...(keeps && {
        store: storeOf(server),
        environment,
        keepOutbox: deferredOutbox,
      }),
    });
    this.keeps = keeps;
    this.room = roomModel(room, chat, language);
    this.room.approve = (text, id) => {
      const detail = { text, ...(id !== undefined && { id }) };
      return emit('edgewise-send', detail) ? detail.text : null;
    };
    this.unread = this.room.unread.count;
    // Links lead to the room's own page, not to the one that the chat stands in.
    this.room.address.value = new URL(`/r/${room}`, server).href;
    /** What was there when the room was first reached is no news. */
    let known: number | null = null;
    chat.state.subscribe(({ at }) => {
      if (at === 'live') known ??= chat.messages.get().at(-1)?.seq ?? 0;
    });
    this.#endTelling = whenLoaded(deferred, ({ tellPage }) =>
      tellPage(this.room, { known, keeps, root }, emit),
    );
  }

  /** Takes a name, where the visitor has none or another. */
  nameVisitor(name: string): void {
    if (this.room.you.peek()?.name !== name) this.naming = this.room.chat.setName(name);
  }

  end(): void {
    this.#endTelling();
    this.room.chat.close();
  }
}
