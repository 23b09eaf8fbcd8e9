import { numberSetting } from './number-setting.ts';

/** Every limit of a room: its default, and the range that an operator may choose from. */
const SPECS = {
  /** A message's text, in UTF-16 units. */
  textChars: [4000, 1, 100_000],
  /** A person's name, in UTF-16 units. */
  nameChars: [40, 1, 200],
  /** One WebSocket message, POST body or frame, in UTF-8 bytes after decompression. */
  frameBytes: [16_384, 256, 1_048_576],
  /** Frames in one array. */
  batchFrames: [50, 1, 500],
  /** Messages in one page of history at most; half of it is the default page. */
  pageMessages: [100, 2, 500],
  /** Log entries that a resume replays at most; a client further behind gets a `gap`. */
  replayFrames: [500, 1, 5000],
  /** The room's database, in MB; above it, only deletes are accepted. The platform's limit is 10 GB. */
  storageMegabytes: [9500, 1, 10_000],
  /** Different emoji on one message; one person may add at most a quarter of them [R38]. */
  reactionKinds: [20, 1, 100],
  /** People whom `presence` names; above it, only the count. */
  presenceMembers: [200, 0, 2000],
  /** Connections of one person to one room. */
  userSockets: [20, 1, 1000],
  /** Connections to one room. The platform's own ceiling is 32,768. */
  roomSockets: [5000, 1, 32_000],
  /** Connections to one room from one address (an IPv6 /64 is one), and those of them without a token. */
  addressSockets: [2000, 1, 32_000],
  addressReaders: [500, 1, 32_000],
  /** New messages: the burst, and the sustained rate per minute. */
  messageBurst: [10, 1, 10_000],
  messagePerMinute: [60, 1, 100_000],
  /** Edits, deletes and reactions. */
  changeBurst: [20, 1, 10_000],
  changePerMinute: [120, 1, 100_000],
  /** Typing, read positions, `who`, `join`. */
  signalBurst: [30, 1, 10_000],
  signalPerMinute: [240, 1, 100_000],
  /** `sync`, and connections made: each reads a replay. */
  syncBurst: [60, 1, 10_000],
  syncPerMinute: [300, 1, 100_000],
  /** The same two limits, shared by everyone without a token at one address. */
  addressSignalBurst: [600, 1, 100_000],
  addressSignalPerMinute: [2400, 1, 1_000_000],
  addressSyncBurst: [1500, 1, 100_000],
  addressSyncPerMinute: [6000, 1, 1_000_000],
  /** Megabytes of the log that one person, and one address, may read per minute. */
  userReadMegabytes: [30, 1, 100_000],
  addressReadMegabytes: [120, 1, 100_000],
  /** Kilobytes that one person, and one address, may store per minute. */
  userStoreKilobytes: [300, 1, 1_000_000],
  addressStoreKilobytes: [1000, 1, 1_000_000],
  /** Frames refused before the connection is closed with 4008. */
  errorBurst: [40, 1, 10_000],
  errorPerMinute: [60, 1, 100_000],
} as const satisfies Record<string, readonly [preset: number, least: number, most: number]>;

export type LimitName = keyof typeof SPECS;
export type Limits = { readonly [K in LimitName]: number };

const names = /* @__PURE__ */ Object.keys(SPECS) as LimitName[];

export const DEFAULT_LIMITS = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ names.map((name) => [name, SPECS[name][0]]),
) as Limits;

/** The environment variable that sets a limit: `textChars` is `LIMIT_TEXT_CHARS`. */
export const limitVariable = (name: LimitName): string =>
  `LIMIT_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/**
 * Reads every limit from environment variables.
 * @returns the limits, or a sentence that names the variable that is unknown, or out of its range, or
 *   the two that cannot both hold.
 */
export function limitsFrom(
  env: Readonly<Record<string, unknown>>,
): { ok: true; limits: Limits } | { ok: false; problem: string } {
  const limits: Record<string, number> = {};
  const known = new Set(names.map(limitVariable));
  // Reject unknown variables: a misspelled one would silently leave the limit at its default.
  const unknown = Object.keys(env).find((key) => key.startsWith('LIMIT_') && !known.has(key));
  if (unknown !== undefined)
    return { ok: false, problem: `${unknown} is not a limit; docs/configuration.md lists them.` };
  for (const name of names) {
    const variable = limitVariable(name);
    const [preset, least, most] = SPECS[name];
    const value = numberSetting(env[variable], preset);
    if (!Number.isInteger(value) || value < least || value > most)
      return { ok: false, problem: `${variable} must be a whole number from ${least} to ${most}.` };
    limits[name] = value;
  }
  const problem = contradictionIn(limits as Limits);
  return problem === undefined ? { ok: true, limits: limits as Limits } : { ok: false, problem };
}

/** A UTF-16 unit takes at most this many bytes in UTF-8. */
const BYTES_PER_CHAR = 3;
/** Bytes that a frame needs besides its text or name: type, cid, message id. */
const FRAME_BYTES_AROUND = 256;
/** The platform passes at most this much in one WebSocket message or call. */
const PLATFORM_BYTES = 32 * 1024 * 1024;

/** @returns a sentence that names two limits that contradict each other, if any. */
function contradictionIn(limits: Limits): string | undefined {
  for (const name of ['textChars', 'nameChars'] as const) {
    const needed = limits[name] * BYTES_PER_CHAR + FRAME_BYTES_AROUND;
    if (limits.frameBytes < needed)
      return `${limitVariable('frameBytes')} must be at least ${needed}, or ${limitVariable(name)} smaller: a frame of ${limits.frameBytes} bytes cannot carry ${limits[name]} characters.`;
  }
  const most = Math.floor(PLATFORM_BYTES / (limits.textChars * BYTES_PER_CHAR));
  return limits.pageMessages > most
    ? `${limitVariable('pageMessages')} must be at most ${most}, or ${limitVariable('textChars')} smaller: a page of ${limits.pageMessages} messages of ${limits.textChars} characters is more than the platform passes on.`
    : undefined;
}

/** How many different emoji one person may add to a message. */
export const ownReactionKinds = (reactionKinds: number): number =>
  Math.max(1, Math.floor(reactionKinds / 4));

/** The limits that a client is told in `welcome` and in the room's facts. */
export const CLIENT_LIMITS = [
  'textChars',
  'nameChars',
  'frameBytes',
  'batchFrames',
  'pageMessages',
  'reactionKinds',
] as const satisfies readonly LimitName[];

/**
 * A room's limits: UTF-16 units of a text and a name, bytes of a frame, frames in an array, messages in a page,
 * different emoji on a message, and milliseconds that `typing` lasts.
 */
export type ClientLimits = Pick<Limits, (typeof CLIENT_LIMITS)[number]> & { typingMs: number };

export const clientLimits = (limits: Limits): ClientLimits => ({
  textChars: limits.textChars,
  nameChars: limits.nameChars,
  frameBytes: limits.frameBytes,
  batchFrames: limits.batchFrames,
  pageMessages: limits.pageMessages,
  reactionKinds: limits.reactionKinds,
  typingMs: TYPING_MS,
});

/** The share of a room's connections that is reserved for people with a token [R52]. */
export const TOKEN_SHARE = 1 / 4;
/** A frame longer than this multiple of `frameBytes` ends its connection, as abuse [R25]. */
export const OVERSIZE_FACTOR = 4;

/** Fixed by the protocol, because clients rely on them. */
export const CID_CHARS = 64;
export const ROOM_CHARS = 64;
export const EMOJI_CHARS = 32;
export const USER_ID_CHARS = 128;
export const TOKEN_BYTES = 4096;
/** The longest answer of the assistant, in UTF-16 units. */
export const ANSWER_CHARS = 65_536;
/** How many people a reaction lists at most; its count includes everyone. */
export const REACTION_NAMES = 50;
/** How many of the first characters of a message its quote contains. */
export const QUOTE_CHARS = 200;
/** `typing {on: true}` is a lease: without a renewal it expires after this time [R44]. */
export const TYPING_MS = 6000;
/** A person counts as gone this long after their last connection ended [R41]. */
export const LEAVE_MS = 15_000;
/** The interval between two pings of a client. */
export const PING_MS = 25_000;
/** The longest wait of a long poll. */
export const POLL_SECONDS = 25;
/** A tutorial client on `/ws` must name its room within this time. */
export const JOIN_MS = 5000;
/** An expired guest token can be renewed for this long. */
export const RENEW_MS = 30 * 24 * 3600 * 1000;
