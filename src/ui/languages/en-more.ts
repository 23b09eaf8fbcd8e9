// The sentences of what comes later, for the parts that say them.
import type { Failure } from '../../client/index.ts';
import { DEFAULT_WELCOME } from '../../client/welcome-text.ts';
import type { AnswerWords } from '../answer/words.ts';
import type { Grammar } from './grammar.ts';
import type { Words } from './language.ts';

export type LaterSentences = ReturnType<typeof moreEnglish>;

/** What to say about failures; for codes that are not here the room's own sentence stands. */
const faults: Readonly<Record<string, string>> = {
  unreachable: 'The server cannot be reached.',
  rate_limited: 'That was a little fast. It goes on in a moment.',
  overloaded: 'The room is very busy. It goes on in a moment.',
  room_full: 'The room is full. You get in as soon as somebody leaves.',
  storage_full: 'The room has no space left for new messages.',
  banned: 'You have been banned from this room.',
  room_closed: 'This room is closed.',
  bad_room: 'A room’s name has 1 to 64 letters a to z, digits, - or _.',
  not_allowed: 'You are not allowed to do that.',
  unauthorized: 'The server does not know you any more. Reload the page to start afresh.',
  origin_not_allowed: 'This site may not use the chat of that server.',
  unsupported_protocol: 'This page is older than its server. Reload it.',
  too_many_errors: 'The server has had enough of this page. Reload it.',
  message_deleted: 'That message has been deleted.',
  not_found: 'That message is not here any more.',
  other_identity: 'This was written under another name, so it was not sent.',
};

/** English, behind the first look. */
export const moreEnglish = ({ count, several, list }: Grammar) => ({
  /** Why the room makes one wait. */
  pauses: {
    rate_limited: 'That was a little fast.',
    overloaded: 'The room is very busy.',
    storage_full: 'The room has no space left.',
  } as Readonly<Record<string, string>>,
  somePause: 'The room asks to wait.',
  goesOn: (seconds: number | null) => {
    const when = seconds === null ? 'soon' : seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'now';
    return `What you write is kept; sending goes on ${when}.`;
  },

  empty: 'Nobody has said anything here yet.',
  /** Said to whoever arrives, where the operator has not said otherwise. */
  welcome: DEFAULT_WELCOME,
  beginning: 'This is where the conversation begins.',
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
  youAreOffline: 'You’re offline. What you write is sent once you are back.',
  removeAsk: 'Delete for everyone?',
  keep: 'Keep',
  copyText: 'Copy text',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyDenied: 'This browser does not let the page copy. Select the text instead.',
  back: 'Back',

  suggestions: 'Suggestions',
  suggested: (n: number) =>
    `${several(n, { one: '# suggestion', other: '# suggestions' })}. Arrow keys choose, Enter takes it.`,
  moreEmoji: 'More emoji',
  copyCode: 'Copy the code',
  earlierMessage: 'an earlier message',
  jumpTo: (name: string) => `Go to the message from ${name}`,
  notSent: (why: string) => `Not sent. ${why}`,
  retry: 'Try again',
  discard: 'Discard',
  typing: (names: readonly string[]) =>
    names.length > 3
      ? 'Several people are writing'
      : `${list(names)} ${names.length === 1 ? 'is' : 'are'} writing`,
  fates: {
    message: {
      going: 'Sending…',
      paused: 'Will be sent in a moment.',
      queued: 'Will be sent once there is a connection.',
    },
    change: {
      going: 'Saving…',
      paused: 'Will be saved in a moment.',
      queued: 'Will be saved once there is a connection.',
    },
  },
  deleting: 'Deleting a message',
  reacting: (emoji: string, on: boolean) =>
    `${on ? 'Reacting' : 'Taking back the reaction'} with ${emoji}`,
  charactersLeft: (n: number) =>
    several(n, { one: '# character left', other: '# characters left' }),
  charactersOver: (n: number) =>
    several(n, { one: '# character too many', other: '# characters too many' }),
  dismiss: 'Dismiss',
  notKept: 'This browser keeps nothing for this page: a reload would lose what is not yet sent.',
  editing: 'Editing your message',
  replyingTo: (name: string) => `Replying to ${name}`,
  alerts: 'Notifications',
  alertTitle: (name: string, room: string) => `${name} in ${room}`,

  /** Where it's not English: see answer/words.ts. */
  answers: {} as Partial<AnswerWords>,

  connection: 'The connection in detail',
  connecting: 'Connecting…',
  reconnecting: 'Connecting again…',
  catchingUp: 'Catching up…',
  waiting: (seconds: number) =>
    `Connection lost. Trying again ${seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'now'}.`,
  rungs: {
    events: 'Connected without WebSockets, which don’t get through here.',
    polling: 'Connected, but slowly: only plain requests get through here.',
  },
  offline: 'Offline. What you write is kept here and sent once there is a connection.',
  left: 'You have left the room.',
  tryNow: 'Try now',
});

export type AllWords = Words & LaterSentences;

const known = new WeakMap<Words, AllWords>();

/** All words of a language; what is not said in it is said in English. */
export function allWords(words: Words): AllWords {
  const before = known.get(words);
  if (before) return before;
  const all = {
    ...moreEnglish(words.grammar),
    ...words,
    fault: ({ code, message }: Failure) => words.fault({ code, message: faults[code] ?? message }),
  };
  known.set(words, all);
  return all;
}
