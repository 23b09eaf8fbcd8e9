// One room as its views share it: the chat's values as signals, and what the views tell each other.
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Chat, Failure, Message, OutboxEntry, Readable } from '../../client/index.ts';
import { loadDetails } from '../bundles/load-details.ts';
import type { Clock } from '../i18n/clock.ts';
import type { Language, Words } from '../i18n/language.ts';
import { lazy } from '../lazy/lazy.ts';
import { Unread } from './unread.ts';

/** What the composer is for at the moment. */
export type ComposerContext =
  | { readonly at: 'new'; readonly replyTo?: Message }
  | { readonly at: 'edit'; readonly message: Message };

/** A message, and where it stands. */
type Pointed = Pick<Message, 'id' | 'seq'> & {
  /** It is being edited: the focus stays in the composer, and the list where the message is in view. */
  readonly isEdited?: true;
};

/** Somebody wants an emoji: what to do with it, and where to go on afterwards. */
export type EmojiRequest = {
  readonly onPick: (sign: string) => void;
  readonly onEnd: () => void;
  /** The message that the emoji is for. */
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
  /** A moment of the day that it is, for the names of days. */
  readonly today: Signal<number>;
  /** What the room is read in; whoever draws words follows it. */
  readonly language: Signal<Language>;
  readonly words: Words;
  readonly clock: Clock;
  /** The messages, by id, that show a change which is still on its way. */
  readonly changing: ReadonlySignal<ReadonlySet<string>>;
  readonly composing: Signal<ComposerContext>;
  readonly picking: Signal<EmojiRequest | null>;
  /** The message to bring into view and point out; another object for each time. */
  readonly pointed: Signal<Pointed | null>;
  /** The address of the room's own page, which links to messages lead to; a widget says whose. */
  readonly address: Signal<string>;
  /**
   * Asks the page that the chat stands in before something is sent.
   * @param id of the message that gets this text, where it is an edit.
   * @returns the text to send, or `null` where nothing is to be.
   */
  approve: (text: string, id?: string) => string | null;
  /** One's own newest message that still stands. */
  readonly ownNewest: ReadonlySignal<Message | null>;
  readonly unread: Unread;
  /** What went wrong with something the person did; a sentence where no code says it. */
  readonly problem: Signal<Failure | string | null>;
  /** Counts the requests to put the cursor into the composer. */
  readonly composerCalls: Signal<number>;
};

function mirror<T>(readable: Readable<T>): ReadonlySignal<T> {
  const mirrored = signal(readable.get());
  readable.subscribe((value) => {
    mirrored.value = value;
  });
  return mirrored;
}

/** What lays changes over the messages comes with what makes them. */
const onMessages = lazy(loadDetails);

const isChange = ({ command }: OutboxEntry): boolean => command.type !== 'message';

const changingIn = (outbox: readonly OutboxEntry[]): ReadonlySet<string> =>
  new Set(
    outbox.flatMap(({ status, command }) =>
      status === 'pending' && command.type !== 'message' ? [command.id] : [],
    ),
  );

const ownNewestOf = (messages: readonly Message[], you: string | undefined): Message | null =>
  messages.findLast(({ user, deleted }) => user.id === you && !deleted) ?? null;

/**
 * @param spoken the language it is read in, until another is chosen.
 * @param now the time that views count from, in milliseconds since 1970.
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
    changing: computed(() => changingIn(outbox.value)),
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
    composing: signal<ComposerContext>({ at: 'new' }),
    picking: signal<EmojiRequest | null>(null),
    pointed: signal<Pointed | null>(null),
    address: signal(`${location.origin}/r/${name}`),
    approve: (text) => text,
    ownNewest: computed(() => ownNewestOf(messages.value, you.value?.id)),
    unread: new Unread(chat),
    problem: signal<Failure | string | null>(null),
    composerCalls: signal(0),
  };
}
