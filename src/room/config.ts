import { type Limits, limitsFrom } from '../protocol/limits.ts';
import { numberSetting } from '../protocol/number-setting.ts';
import { DEFAULT_WELCOME } from '../protocol/welcome-text.ts';
import type { AssistantEnv } from './assistant/env.ts';
import type { AnswerQuota } from './assistant/quota/answer-quota.ts';
import { type AssistantSettings, assistantSettings } from './assistant/settings.ts';
import { ReservedNames, reservedFrom } from './policy/reserved-names.ts';
import { checkTextSettings } from './text-settings.ts';

/**
 * The bindings and variables that the room reads. Those that only the Worker reads are not here.
 */
export type RoomEnv = AssistantEnv & {
  readonly ANSWER_QUOTA?: DurableObjectNamespace<AnswerQuota>;
  readonly WELCOME_TEXT?: string;
  /** Names that no user may take, separated by commas. */
  readonly RESERVED_NAMES?: string;
  readonly RETENTION_DAYS?: string;
  readonly RETENTION_MESSAGES?: string;
  readonly [limit: `LIMIT_${string}`]: string | undefined;
};

export type RoomConfig = {
  readonly limits: Limits;
  /** Sent to clients that connect without a cursor; empty for no text. */
  readonly welcomeText: string;
  /** How long messages are kept, in ms; `null` without a limit. */
  readonly keepMs: number | null;
  /** How many messages are kept; `null` without a limit. */
  readonly keepMessages: number | null;
  readonly assistant: AssistantSettings;
  /** The assistant's name, and the names in `RESERVED_NAMES`. */
  readonly reservedNames: ReservedNames;
};

const DAY_MS = 24 * 3600 * 1000;

/**
 * Reads the room's settings.
 * @throws Error whose message names the invalid variable.
 */
export function roomConfig(env: RoomEnv): RoomConfig {
  checkTextSettings(env);
  const parsed = limitsFrom(env);
  if (!parsed.ok) throw new Error(parsed.problem);
  const days = positive(env, 'RETENTION_DAYS');
  const assistant = assistantSettings(env);
  if (assistant.source.provider !== 'off' && env.ANSWER_QUOTA === undefined)
    throw new Error('ANSWER_QUOTA must be bound to the class AnswerQuota in wrangler.toml.');
  const reserved = reservedFrom(env.RESERVED_NAMES, parsed.limits.nameChars);
  return {
    limits: parsed.limits,
    welcomeText: env.WELCOME_TEXT ?? DEFAULT_WELCOME,
    keepMs: days === null ? null : days * DAY_MS,
    keepMessages: positive(env, 'RETENTION_MESSAGES'),
    assistant,
    reservedNames: new ReservedNames([assistant.name, ...reserved]),
  };
}

function positive(env: RoomEnv, name: 'RETENTION_DAYS' | 'RETENTION_MESSAGES'): number | null {
  const given: unknown = env[name] ?? '';
  if (given === '') return null;
  const value = numberSetting(given, 0);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${name} must be a whole number of at least 1; leave it out to keep all.`);
  return value;
}
