// One room as its views share it: the chat's values as signals, and what the views tell each other.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Chat, Message, Readable } from '../client/index.ts';
import { Voices } from './people.ts';

/** What the composer is for at the moment. */
export type Composing =
  | { readonly at: 'new'; readonly replyTo?: Message }
  | { readonly at: 'edit'; readonly message: Message };

type Mirrored =
  | 'state'
  | 'messages'
  | 'outbox'
  | 'durable'
  | 'pause'
  | 'older'
  | 'presence'
  | 'typists'
  | 'you'
  | 'limits'
  | 'notice';

export type RoomModel = {
  readonly [K in Mirrored]: ReadonlySignal<ReturnType<Chat[K]['get']>>;
} & {
  readonly name: string;
  readonly chat: Chat;
  readonly voices: Voices;
  readonly composing: Signal<Composing>;
  /** The message to bring into view and point out. */
  readonly pointed: Signal<string | null>;
  /** What went wrong with something the person did, in words. */
  readonly problem: Signal<string | null>;
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

export const roomModel = (name: string, chat: Chat): RoomModel => ({
  name,
  chat,
  voices: new Voices(),
  state: mirror(chat.state),
  messages: mirror(chat.messages),
  outbox: mirror(chat.outbox),
  durable: mirror(chat.durable),
  pause: mirror(chat.pause),
  older: mirror(chat.older),
  presence: mirror(chat.presence),
  typists: mirror(chat.typists),
  you: mirror(chat.you),
  limits: mirror(chat.limits),
  notice: mirror(chat.notice),
  composing: signal<Composing>({ at: 'new' }),
  pointed: signal<string | null>(null),
  problem: signal<string | null>(null),
  composerCalls: signal(0),
});
