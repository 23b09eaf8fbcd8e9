import type { Limits } from '../protocol/limits.ts';
import { type RoomEnv, roomConfig } from '../room/config.ts';
import type { ReservedNames } from '../room/reserved-names.ts';
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
  const secret = env.EDGEWISE_SECRET ?? '';
  if (secret.length < SECRET_CHARS)
    throw new Error(
      `EDGEWISE_SECRET must have at least ${SECRET_CHARS} characters; npm start and npm run deploy make one.`,
    );
  const hours = Number(env.TOKEN_HOURS ?? 24);
  if (!(hours > 0 && hours <= 8760)) throw new Error('TOKEN_HOURS must be from 0 to 8760.');
  // A mistake in the room's settings is told here too, before a room fails over it.
  const { limits, reservedNames } = roomConfig(env);
  return {
    limits,
    reservedNames,
    secret: new TextEncoder().encode(secret),
    origins: parseOrigins(env.ALLOWED_ORIGINS ?? ''),
    tokenMs: hours * HOUR_MS,
  };
}
