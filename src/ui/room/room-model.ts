// The state of one room that its views share: the chat's values as signals, and UI state.
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Chat, Failure, Message, OutboxEntry, Readable } from '../../client/index.ts';
import { loadDetails } from '../bundles/load-details.ts';
import type { Clock } from '../i18n/clock.ts';
import type { Language, Words } from '../i18n/language.ts';
import { lazy } from '../lazy/lazy.ts';
import { Unread } from './unread.ts';

/** What the composer writes: a new message, a reply, or an edit. */
export type ComposerContext =
  | { readonly at: 'new'; readonly replyTo?: Message }
  | { readonly at: 'edit'; readonly message: Message };

/** A message to scroll to. */
type JumpTarget = Pick<Message, 'id' | 'seq'> & {
  /** It is being edited: the focus stays in the composer, and the list scrolls only if needed. */
  readonly isEdited?: true;
};

/** A request for the emoji picker. */
export type EmojiRequest = {
  readonly onPick: (sign: string) => void;
  readonly onEnd: () => void;
  /** The message that gets the emoji as a reaction. */
  readonly beside?: Element | null | undefined;
};

type Mirrored =
  | 'state'
  | 'messages'
  | 'outbox'
  | 'durable'
  | 'pause'
  | 'older'
  | 'presence'
  | 'reads'
  | 'typingUsers'
  | 'you'
  | 'limits'
  | 'notice'
  | 'assistant';

export type RoomModel = {
  readonly [K in Mirrored]: ReadonlySignal<ReturnType<Chat[K]['get']>>;
} & {
  readonly name: string;
  readonly chat: Chat;
  readonly now: () => number;
  /** Some time of the current day, for names of days. */
  readonly today: Signal<number>;
  /** The reader's language. Views that render words subscribe to it. */
  readonly language: Signal<Language>;
  readonly words: Words;
  readonly clock: Clock;
  /** The ids of messages with an unconfirmed change. */
  readonly pendingChanges: ReadonlySignal<ReadonlySet<string>>;
  readonly composerContext: Signal<ComposerContext>;
  readonly emojiRequest: Signal<EmojiRequest | null>;
  /** The message to scroll to and highlight; a new object for each request. */
  readonly jumpTarget: Signal<JumpTarget | null>;
  /** The URL of the room's own page, the base of links to messages. A widget sets its server's. */
  readonly address: Signal<string>;
  /**
   * Asks the host page before a text is sent.
   * @param id the message's id, if the text is an edit.
   * @returns the text to send, or `null` to cancel.
   */
  approve: (text: string, id?: string) => string | null;
  /** The user's latest message that is not deleted. */
  readonly ownNewest: ReadonlySignal<Message | null>;
  readonly unread: Unread;
  /** The last failed action; a sentence if there is no error code for it. */
  readonly error: Signal<Failure | string | null>;
  /** Counts requests to focus the composer. */
  readonly focusRequests: Signal<number>;
};

function mirror<T>(readable: Readable<T>): ReadonlySignal<T> {
  const mirrored = signal(readable.get());
  readable.subscribe((value) => {
    mirrored.value = value;
  });
  return mirrored;
}

/** Loaded with the code that makes changes. */
const onMessages = lazy(loadDetails);

const isChange = ({ command }: OutboxEntry): boolean => command.type !== 'message';

const pendingChangesIn = (outbox: readonly OutboxEntry[]): ReadonlySet<string> =>
  new Set(
    outbox.flatMap(({ status, command }) =>
      status === 'pending' && command.type !== 'message' ? [command.id] : [],
    ),
  );

const ownNewestOf = (messages: readonly Message[], you: string | undefined): Message | null =>
  messages.findLast(({ user, deleted }) => user.id === you && !deleted) ?? null;

/**
 * @param spoken the initial language.
 * @param now the current time, in milliseconds since 1970.
 */
export function roomModel(
  name: string,
  chat: Chat,
  spoken: Language,
  now: () => number = Date.now,
): RoomModel {
  const language = signal(spoken);
  const outbox = mirror(chat.outbox);
  const told = mirror(chat.messages);
  const messages = computed(() => {
    const changed = outbox.value.some(isChange) && onMessages()?.overlay(told.value, outbox.value);
    return changed || told.value;
  });
  const you = mirror(chat.you);
  return {
    name,
    chat,
    now,
    today: signal(now()),
    language,
    get words() {
      return language.value.words;
    },
    get clock() {
      return language.value.clock;
    },
    pendingChanges: computed(() => pendingChangesIn(outbox.value)),
    state: mirror(chat.state),
    messages,
    outbox,
    durable: mirror(chat.durable),
    pause: mirror(chat.pause),
    older: mirror(chat.older),
    presence: mirror(chat.presence),
    reads: mirror(chat.reads),
    typingUsers: mirror(chat.typingUsers),
    you,
    limits: mirror(chat.limits),
    notice: mirror(chat.notice),
    assistant: mirror(chat.assistant),
    composerContext: signal<ComposerContext>({ at: 'new' }),
    emojiRequest: signal<EmojiRequest | null>(null),
    jumpTarget: signal<JumpTarget | null>(null),
    address: signal(`${location.origin}/r/${name}`),
    approve: (text) => text,
    ownNewest: computed(() => ownNewestOf(messages.value, you.value?.id)),
    unread: new Unread(chat),
    error: signal<Failure | string | null>(null),
    focusRequests: signal(0),
  };
}
