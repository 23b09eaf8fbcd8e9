import type { Limits } from '../protocol/limits.ts';
import { numberSetting } from '../protocol/number-setting.ts';
import { type RoomEnv, roomConfig } from '../room/config.ts';
import type { ReservedNames } from '../room/policy/reserved-names.ts';
import type { Room } from '../room/room.ts';
import { type OriginRule, parseOrigins } from './http/origins.ts';

/** The bindings, variables and secrets of the Worker. */
export type Env = RoomEnv & {
  readonly ROOMS: DurableObjectNamespace<Room>;
  readonly ASSETS: Fetcher;
  readonly SESSION_RATE: RateLimit;
  /** Signs tokens. */
  readonly EDGEWISE_SECRET?: string;
  /** Origins that may use the chat, separated by spaces or commas [R16]. */
  readonly ALLOWED_ORIGINS?: string;
  /** How long a guest token lasts, in hours. */
  readonly TOKEN_HOURS?: string;
};

export type Config = {
  readonly limits: Limits;
  readonly reservedNames: ReservedNames;
  readonly secret: Uint8Array;
  /** `null` if not configured: the server's own origin. */
  readonly origins: readonly OriginRule[] | null;
  readonly tokenMs: number;
};

const SECRET_CHARS = 32;
const HOUR_MS = 3_600_000;
const TOKEN_HOURS = 24;
/** About a second: token times are whole seconds, so a shorter lifetime would never be valid. */
const LEAST_TOKEN_HOURS = 0.0003;
const MOST_TOKEN_HOURS = 8760;
const known = new WeakMap<Env, Config>();

/**
 * Reads the settings, once per isolate.
 * @throws Error naming the invalid variable.
 */
export function configOf(env: Env): Config {
  let config = known.get(env);
  if (config === undefined) {
    config = read(env);
    known.set(env, config);
  }
  return config;
}

function read(env: Env): Config {
  // Validates the room's settings too, so that a mistake is reported before a room fails.
  const { limits, reservedNames } = roomConfig(env);
  const secret = env.EDGEWISE_SECRET ?? '';
  if (secret.trim().length < SECRET_CHARS)
    throw new Error(
      `EDGEWISE_SECRET must have at least ${SECRET_CHARS} characters; npm start and npm run deploy make one.`,
    );
  const hours = numberSetting(env.TOKEN_HOURS || undefined, TOKEN_HOURS);
  if (!(hours >= LEAST_TOKEN_HOURS && hours <= MOST_TOKEN_HOURS))
    throw new Error(
      `TOKEN_HOURS must be a number from ${LEAST_TOKEN_HOURS} to ${MOST_TOKEN_HOURS}.`,
    );
  return {
    limits,
    reservedNames,
    secret: new TextEncoder().encode(secret),
    origins: parseOrigins(env.ALLOWED_ORIGINS ?? ''),
    tokenMs: hours * HOUR_MS,
  };
}
