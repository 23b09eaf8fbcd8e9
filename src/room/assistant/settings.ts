import * as v from 'valibot';
import { type Trigger, triggers } from '../../protocol/answer-state.ts';
import { numberSetting } from '../../protocol/number-setting.ts';
import { personName } from '../../protocol/text.ts';
import { type AssistantEnv, oneOf } from './env.ts';
import { type Source, sourceOf } from './source.ts';
import { asks } from './trigger.ts';

/** Each number of the assistant: its default, its minimum and its maximum. */
const NUMBERS = {
  /** The most tokens of one answer. */
  AI_MAX_OUTPUT_TOKENS: [1024, 16, 32_768],
  /** The most tokens of the room's conversation that the model gets, as estimated. */
  AI_CONTEXT_TOKENS: [6000, 100, 1_000_000],
  /** The deadlines for the first word, for the next word, and for the whole answer, in ms. */
  AI_FIRST_TOKEN_MS: [30_000, 100, 300_000],
  AI_IDLE_MS: [20_000, 100, 300_000],
  AI_TOTAL_MS: [180_000, 1000, 840_000],
  /** The most asks of one person in a minute, and of a room in 24 hours. */
  AI_USER_PER_MIN: [5, 1, 1000],
  AI_ROOM_PER_DAY: [200, 1, 10_000],
  /** The most input and output tokens of a room in 24 hours. */
  AI_ROOM_TOKENS_PER_DAY: [1_000_000, 1000, 1_000_000_000],
  /** Across all rooms in 24 hours: the most asks of one person, and from one address. */
  AI_USER_PER_DAY: [100, 1, 10_000],
  AI_ADDRESS_PER_DAY: [1000, 1, 50_000],
  /** Across all rooms in 24 hours: the most answers, and the most input and output tokens. */
  AI_ANSWERS_PER_DAY: [5000, 1, 50_000],
  AI_TOKENS_PER_DAY: [2_000_000, 1000, 1_000_000_000_000],
} as const satisfies Record<`AI_${string}`, readonly [preset: number, min: number, max: number]>;

/** The numbers of the assistant, by the name of the variable. */
export type Numbers = { readonly [K in keyof typeof NUMBERS]: number };

/** The checked settings of the assistant. */
export type AssistantSettings = {
  readonly source: Source;
  readonly name: string;
  readonly trigger: Trigger;
  /** The operator's own system prompt; empty for the default one. */
  readonly systemPrompt: string;
  readonly numbers: Numbers;
};

const NAME_CHARS = 40;

/**
 * Reads the assistant's settings.
 * @throws Error that names the variable that is wrong, without its value.
 */
export function assistantSettings(env: AssistantEnv): AssistantSettings {
  return {
    source: sourceOf(env),
    name: nameOf(env),
    trigger: oneOf(env, 'AI_TRIGGER', triggers, 'mention'),
    systemPrompt: env['AI_SYSTEM_PROMPT'] ?? '',
    numbers: assistantNumbers(env),
  };
}

function nameOf(env: AssistantEnv): string {
  const name = v.safeParse(personName(NAME_CHARS), env['AI_NAME'] || 'Assistant');
  if (!name.success) throw new Error(`AI_NAME must be a name of at most ${NAME_CHARS} characters.`);
  if (/^[@\uff20\ufe6b]/.test(name.output))
    throw new Error('AI_NAME must not begin with @: people type that before the name.');
  // A name in backticks, for example, would count as code and never as a mention.
  if (!asks({ trigger: 'mention', name: name.output }, `@${name.output}`, false))
    throw new Error('AI_NAME must be a name that can be mentioned in a message; choose another.');
  return name.output;
}

/**
 * Reads only the numbers.
 * @throws Error that names the variable that is wrong.
 */
export function assistantNumbers(env: AssistantEnv): Numbers {
  const read = Object.entries(NUMBERS).map(([name, [preset, min, max]]) => {
    const value = numberSetting(env[name as keyof Numbers] || undefined, preset);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new Error(`${name} must be a whole number from ${min} to ${max}.`);
    return [name, value] as const;
  });
  return Object.fromEntries(read) as Numbers;
}
