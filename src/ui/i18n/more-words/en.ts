// The sentences that are loaded right after the first screen.

import { DEFAULT_WELCOME } from '../../../client/app/welcome-text.ts';
import type { Failure } from '../../../client/index.ts';
import type { AnswerWords } from '../feature-words/answers.ts';
import type { Grammar } from '../grammar.ts';
import type { Words } from '../language.ts';

export type MoreSentences = ReturnType<typeof moreEnglish>;

/** Sentences by error code. */
const faults: Readonly<Record<string, string>> = {
  unreachable: 'Can’t reach the server.',
  rate_limited: 'You’re doing that too fast. Try again in a moment.',
  overloaded: 'This room is very busy right now.',
  room_full: 'This room is full. You’ll get in as soon as someone leaves.',
  storage_full: 'This room has no space left for new messages.',
  banned: 'You’ve been banned from this room.',
  room_closed: 'This room is closed.',
  bad_room: 'Room names have 1 to 64 characters: a–z, 0–9, - and _.',
  bad_name: 'That name isn’t available. Choose another one.',
  not_allowed: 'You don’t have permission to do that.',
  unauthorized: 'Your session has expired. Reload the page.',
  origin_not_allowed: 'Chat isn’t enabled for this site.',
  unsupported_protocol: 'This page is out of date. Reload it.',
  too_many_errors: 'Too many errors. Reload the page.',
  too_large: 'This message is too long.',
  message_deleted: 'That message was deleted.',
  not_found: 'That message no longer exists.',
  other_identity: 'You wrote this under another name.',
  assistant_busy: 'The assistant is busy. Try again later.',
  assistant_limit: 'The assistant’s limit is reached for now.',
  assistant_refused: 'The model declined to answer.',
  assistant_too_long: 'This is too long for the model.',
  assistant_timeout: 'The assistant took too long to answer.',
  assistant_unavailable: 'The assistant is unavailable.',
};

/** Errors that only the developer of a client can fix. The server's message is meant for them. */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(
  'bad_request wrong_room method_not_allowed unsupported_media_type cid_conflict internal too_slow token_expired restart resync'.split(
    ' ',
  ),
);

/** English. */
export const moreEnglish = ({ count, several, list }: Grammar) => ({
  /** Why the room asks people to wait, by error code. */
  pauses: {
    rate_limited: 'You’re sending too fast.',
    overloaded: 'This room is very busy right now.',
    storage_full: 'This room has no space left.',
  } as Readonly<Record<string, string>>,
  somePause: 'Please wait.',
  tryAgainIn: (seconds: number | null) => {
    const when =
      seconds === null ? 'in a moment' : seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'now';
    return `Try again ${when}.`;
  },

  empty: 'No messages yet',
  /** Shown on arrival, unless the operator has set a text. */
  welcome: DEFAULT_WELCOME,
  beginning: (room: string) => `This is the start of ${room}`,
  earlier: 'Show earlier messages',
  loadingEarlier: 'Loading earlier messages…',
  readBy: (names: readonly string[], rest: number) =>
    `Read by ${list(rest > 0 ? [...names, `${count(rest)} more`] : names)}`,
  announce: (n: number, name: string, text: string) =>
    n === 1 ? `${name}: ${text}` : several(n, { one: '# new message', other: '# new messages' }),

  actions: (name: string) => `Actions for the message from ${name}`,
  react: 'React',
  reactWith: (emoji: string) => `React with ${emoji}`,
  reactedBy: (emoji: string, names: readonly string[], rest: number) =>
    `${emoji} ${list(rest > 0 ? [...names, several(rest, { one: '# other', other: '# others' })] : names)}`,
  reply: 'Reply',
  edit: 'Edit',
  remove: 'Delete',
  youAreOffline: 'You’re offline. Messages will be sent when you’re back online.',
  removeAsk: 'Delete for everyone?',
  moreActions: 'More actions',
  /** Shown beside the assistant’s name: a model answers, or the built-in helper. */
  badges: { ai: 'AI', bot: 'Bot' },
  copyText: 'Copy text',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyDenied: 'Couldn’t copy. Select the text and copy it instead.',
  back: 'Back',

  suggestions: 'Suggestions',
  suggested: (n: number) =>
    `${several(n, { one: '# suggestion', other: '# suggestions' })}. Choose with the arrow keys, then press Enter.`,
  moreEmoji: 'More emoji',
  copyCode: 'Copy code',
  earlierMessage: 'an earlier message',
  jumpTo: (name: string) => `Go to the message from ${name}`,
  notSent: (why: string) => `Not sent. ${why}`,
  retry: 'Try again',
  discard: 'Discard',
  typing: (names: readonly string[]) =>
    names.length > 3
      ? 'Several people are typing'
      : `${list(names)} ${names.length === 1 ? 'is' : 'are'} typing`,
  fates: {
    message: {
      going: 'Sending…',
      paused: 'Will be sent in a moment.',
      queued: 'Will be sent when you’re connected.',
    },
    change: {
      going: 'Saving…',
      paused: 'Will be saved in a moment.',
      queued: 'Will be saved when you’re connected.',
    },
  },
  deleting: 'Deleting a message',
  reacting: (emoji: string, on: boolean) =>
    `${on ? 'Reacting' : 'Removing the reaction'} with ${emoji}`,
  charactersLeft: (n: number) =>
    several(n, { one: '# character left', other: '# characters left' }),
  charactersOver: (n: number) =>
    several(n, { one: '# character over the limit', other: '# characters over the limit' }),
  dismiss: 'Dismiss',
  notKept: 'Unsent messages will be lost if you reload: this browser doesn’t keep them.',
  editing: 'Editing message',
  replyingTo: (name: string) => `Replying to ${name}`,
  alerts: 'Notifications',

  /** Translations only; English is in feature-words/answers.ts. */
  answers: {} as Partial<AnswerWords>,

  connection: 'Connection details',
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  catchingUp: 'Catching up…',
  waiting: (seconds: number) =>
    `Connection lost. Trying again ${seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'now'}.`,
  transports: {
    events: 'Connected without WebSockets, which this network blocks.',
    polling: 'Slow connection: messages may arrive a few seconds late.',
  },
  offline: 'Offline. Messages will be sent when you’re connected again.',
  left: 'You left the room.',
  tryNow: 'Try now',
});

export type AllWords = Words & MoreSentences;

const known = new WeakMap<Words, AllWords>();

/** All words of a language, with English for what has no translation. */
export function allWords(words: Words): AllWords {
  const before = known.get(words);
  if (before) return before;
  const all = {
    ...moreEnglish(words.grammar),
    ...words,
    fault: ({ code, message }: Failure) =>
      words.fault({ code, message: FOR_PROGRAMS.has(code) ? '' : (faults[code] ?? message) }),
  };
  known.set(words, all);
  return all;
}
