import { type Limits, limitsFrom } from '../protocol/limits.ts';
import { numberSetting } from '../protocol/number-setting.ts';
import { DEFAULT_WELCOME } from '../protocol/welcome-text.ts';
import type { AssistantEnv } from './assistant/env.ts';
import type { AnswerQuota } from './assistant/quota/answer-quota.ts';
import { type AssistantSettings, assistantSettings } from './assistant/settings.ts';
import { ReservedNames, reservedFrom } from './policy/reserved-names.ts';
import { checkTextSettings } from './text-settings.ts';

/** The bindings and variables that the room reads; the Worker's own are none of its business. */
export type RoomEnv = AssistantEnv & {
  readonly ANSWER_QUOTA?: DurableObjectNamespace<AnswerQuota>;
  readonly WELCOME_TEXT?: string;
  /** Names that nobody may take, with commas between them. */
  readonly RESERVED_NAMES?: string;
  readonly RETENTION_DAYS?: string;
  readonly RETENTION_MESSAGES?: string;
  readonly [limit: `LIMIT_${string}`]: string | undefined;
};

export type RoomConfig = {
  readonly limits: Limits;
  /** Sent to whoever arrives anew; empty for silence. */
  readonly welcomeText: string;
  /** How long and how many messages are kept; `null` for ever, all. */
  readonly keepMs: number | null;
  readonly keepMessages: number | null;
  readonly assistant: AssistantSettings;
  /** The assistant's name, and the operator's. */
  readonly reservedNames: ReservedNames;
};

const DAY_MS = 24 * 3600 * 1000;

/**
 * Reads the room's settings.
 * @throws Error with a sentence that names the variable that is wrong.
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
