// A stay in a room: from when the chat is wanted until it is not, or is wanted otherwise.
import { effect, type ReadonlySignal } from '@preact/signals';
import { connect, type SessionStore, type TokenProvider } from '../client/index.ts';
import { indexedOutbox } from '../client/indexed-outbox.ts';
import { storedSession } from '../client/stored-session.ts';
import { tabRungs } from '../client/tab-rungs.ts';
import type { Language } from '../ui/languages/language.ts';
import { type RoomModel, roomModel } from '../ui/room-model.ts';
import type { Events } from './names.ts';
import type { Options } from './options.ts';

export type Emit = <E extends keyof Events>(event: E, detail: Events[E]) => boolean;

type Parts = {
  readonly options: Options;
  readonly language: Language;
  readonly tokenProvider: TokenProvider | null;
  /** Whether the visitor has acted, so that this browser may keep who they are and what they write. */
  readonly keeps: boolean;
  /** Tells the page. @returns whether it lets things go on. */
  readonly emit: Emit;
};

// One for all chats of this page: those in the same room then share a connection.
const environment = { rungStore: tabRungs(() => sessionStorage) };
const stores = new Map<string, SessionStore>();

function storeOf(server: string): SessionStore {
  const known = stores.get(server);
  if (known) return known;
  const store = storedSession(() => localStorage, server);
  stores.set(server, store);
  return store;
}

export class Stay {
  readonly room: RoomModel;
  readonly keeps: boolean;
  /** How many messages the visitor has not seen. */
  readonly unread: ReadonlySignal<number>;
  readonly #emit: Emit;
  readonly #ends: (() => void)[];
  /** Up to where the page was told of messages. */
  #told: number | null = null;

  constructor({ options, language, tokenProvider, keeps, emit }: Parts) {
    const { server, room, token } = options;
    const provide = tokenProvider ?? (token === null ? null : async () => token);
    const chat = connect({
      server,
      room,
      ...(provide && { tokenProvider: provide }),
      ...(keeps && {
        store: storeOf(server),
        environment,
        keepOutbox: indexedOutbox,
      }),
    });
    this.#emit = emit;
    this.keeps = keeps;
    const send = chat.send.bind(chat);
    chat.send = async (text, how) => {
      const detail = { text };
      if (emit('edgewise-send', detail)) return send(detail.text, how);
      return { ok: false, fault: { code: 'not_allowed', message: 'The page did not send it.' } };
    };
    this.room = roomModel(room, chat, language);
    this.unread = this.room.unread.count;
    // Links lead to the room's own page, not to the one that the chat stands in.
    this.room.address.value = new URL(`/r/${room}`, server).href;
    this.#ends = [
      effect(() => this.#tellState()),
      effect(() => void emit('edgewise-presence', { online: this.room.presence.value.online })),
      effect(() => this.#tellMessages()),
      effect(() => {
        if (this.room.assistant.value) this.#followAnswers();
      }),
      effect(() => void emit('edgewise-unread', { count: this.unread.value })),
      () => chat.close(),
    ];
  }

  /** Takes a name, where the visitor has none or another. */
  nameVisitor(name: string): void {
    if (this.room.you.peek()?.name !== name) void this.room.chat.setName(name);
  }

  end(): void {
    for (const end of this.#ends) end();
  }

  /** Ahead of the first answer, so that none of its words is missed. */
  #followAnswers(): void {
    import('../ui/answer/following.ts').then(
      ({ answersIn }) => answersIn(this.room),
      // Whoever draws an answer tries again.
      () => {},
    );
  }

  #tellState(): void {
    const link = this.room.state.value;
    this.#emit('edgewise-connection', { state: link.at });
    if (link.at === 'refused') this.#emit('edgewise-error', link.reason);
  }

  #tellMessages(): void {
    const messages = this.room.messages.value;
    if (this.room.state.value.at !== 'live') return;
    const newest = messages.at(-1)?.seq ?? 0;
    // What was said before is no news.
    const told = this.#told ?? newest;
    this.#told = Math.max(told, newest);
    const fresh = messages.slice(messages.findLastIndex(({ seq }) => seq <= told) + 1);
    for (const message of fresh) this.#emit('edgewise-message', { message });
  }
}
