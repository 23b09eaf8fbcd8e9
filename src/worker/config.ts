import type { Limits } from '../protocol/limits.ts';
import { numberSetting } from '../protocol/number-setting.ts';
import { type RoomEnv, roomConfig } from '../room/config.ts';
import type { ReservedNames } from '../room/policy/reserved-names.ts';
import type { Room } from '../room/room.ts';
import { type OriginRule, parseOrigins } from './origins.ts';

/** What wrangler.toml and the secrets give the Worker. */
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
  /** `null`: not configured, so the page's own. */
  readonly origins: readonly OriginRule[] | null;
  readonly tokenMs: number;
};

const SECRET_CHARS = 32;
const HOUR_MS = 3_600_000;
const TOKEN_HOURS = 24;
/** About a second: a token's times are whole seconds, and a shorter one would never be valid. */
const LEAST_TOKEN_HOURS = 0.0003;
const MOST_TOKEN_HOURS = 8760;
const known = new WeakMap<Env, Config>();

/**
 * Reads the settings, once for each isolate.
 * @throws Error with a sentence that names the variable that is wrong.
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
  // A mistake in the room's settings is told here too, before a room fails over it.
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
