import * as v from 'valibot';
import { type Trigger, triggers } from '../../protocol/answer-state.ts';
import { numberSetting } from '../../protocol/number-setting.ts';
import { personName } from '../../protocol/text.ts';
import { asks } from './trigger.ts';

/** As much of the Workers AI binding as is used. */
export type AiBinding = { run(model: string, inputs: object, options?: object): Promise<unknown> };

/** The variables, secrets and the binding that the assistant reads. */
export type AssistantEnv = {
  readonly AI?: AiBinding;
  readonly OPENAI_API_KEY?: string;
  readonly ANTHROPIC_API_KEY?: string;
  readonly [setting: `AI_${string}`]: string | undefined;
};

/** Headers of the operator's own, which go to the provider with every request. */
export type ProviderHeaders = Readonly<Record<string, string>>;

/** Who answers, and how they are reached. */
export type Source =
  | { readonly provider: 'off' | 'builtin' }
  | {
      readonly provider: 'openai-compatible';
      readonly model: string;
      readonly baseUrl: string;
      readonly apiKey: string | undefined;
      readonly headers?: ProviderHeaders;
    }
  | {
      readonly provider: 'anthropic';
      readonly model: string;
      readonly baseUrl: string | undefined;
      readonly apiKey: string | undefined;
      readonly headers?: ProviderHeaders;
    }
  | { readonly provider: 'workers-ai'; readonly model: string; readonly binding: AiBinding };

/** Every number of the assistant: default, and the range an operator may choose from. */
const NUMBERS = {
  /** Tokens that one answer may have. */
  AI_MAX_OUTPUT_TOKENS: [1024, 16, 32_768],
  /** Tokens of the room's talk that the model is given, as estimated. */
  AI_CONTEXT_TOKENS: [6000, 100, 1_000_000],
  /** How long to wait for the first word, for the next one, and for the last, in ms. */
  AI_FIRST_TOKEN_MS: [30_000, 100, 300_000],
  AI_IDLE_MS: [20_000, 100, 300_000],
  AI_TOTAL_MS: [180_000, 1000, 840_000],
  /** Asks of one person in a minute, and of a room in 24 hours. */
  AI_USER_PER_MIN: [5, 1, 1000],
  AI_ROOM_PER_DAY: [200, 1, 10_000],
  /** Tokens, in and out, of a room in 24 hours. */
  AI_ROOM_TOKENS_PER_DAY: [1_000_000, 1000, 1_000_000_000],
  /** Across all rooms, in 24 hours: asks of one person, and from one address. */
  AI_USER_PER_DAY: [100, 1, 10_000],
  AI_ADDRESS_PER_DAY: [1000, 1, 50_000],
  /** Across all rooms, in 24 hours: answers, and tokens in and out. */
  AI_ANSWERS_PER_DAY: [5000, 1, 50_000],
  AI_TOKENS_PER_DAY: [2_000_000, 1000, 1_000_000_000_000],
} as const satisfies Record<`AI_${string}`, readonly [preset: number, least: number, most: number]>;

export type Numbers = { readonly [K in keyof typeof NUMBERS]: number };

export type AssistantSettings = {
  readonly source: Source;
  readonly name: string;
  readonly trigger: Trigger;
  /** What the operator wants the model to be; empty for our own words. */
  readonly systemPrompt: string;
  readonly numbers: Numbers;
};

const NAME_CHARS = 40;

/** Models that are taken where none is named. */
const MODELS = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  workersAi: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
} as const;

const OPENAI = 'https://api.openai.com/v1';

const providers = [
  'auto',
  'openai-compatible',
  'anthropic',
  'workers-ai',
  'builtin',
  'off',
] as const;
type Choice = Exclude<(typeof providers)[number], 'auto'>;

/**
 * Reads the assistant's settings, the one place that knows where they come from.
 * @throws Error with a sentence that names the variable that is wrong; it never holds its value.
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
  // In backticks, for one, it would be code.
  if (!asks({ trigger: 'mention', name: name.output }, `@${name.output}`, false))
    throw new Error('AI_NAME must be a name that can be mentioned in a message; choose another.');
  return name.output;
}

/**
 * Reads the numbers alone.
 * @throws Error with a sentence that names the variable that is wrong.
 */
export function assistantNumbers(env: AssistantEnv): Numbers {
  const read = Object.entries(NUMBERS).map(([name, [preset, least, most]]) => {
    const value = numberSetting(env[name as keyof Numbers] || undefined, preset);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Error(`${name} must be a whole number from ${least} to ${most}.`);
    return [name, value] as const;
  });
  return Object.fromEntries(read) as Numbers;
}

function oneOf<T extends string>(
  env: AssistantEnv,
  name: `AI_${string}`,
  choices: readonly T[],
  preset: T,
): T {
  const given = env[name] || preset;
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw new Error(`${name} must be one of ${choices.join(', ')}.`);
  return found;
}

function sourceOf(env: AssistantEnv): Source {
  const chosen = oneOf(env, 'AI_PROVIDER', providers, 'auto');
  if (chosen !== 'auto') return sources[chosen](env);
  const found = detected(env);
  const unused = ['AI_API_KEY', 'AI_MODEL', 'AI_HEADERS'].find(
    (name) => env[name as `AI_${string}`],
  );
  // Ignored silently, it would be the built-in helper that answers.
  if (found === 'builtin' && unused !== undefined)
    throw new Error(
      `${unused} is set, but no provider to use it: set AI_BASE_URL, OPENAI_API_KEY, ANTHROPIC_API_KEY or AI_PROVIDER.`,
    );
  return sources[found](env);
}

function detected(env: AssistantEnv): Choice {
  if (env['AI_BASE_URL'] || env.OPENAI_API_KEY) return 'openai-compatible';
  if (env.ANTHROPIC_API_KEY) return 'anthropic';
  return env.AI === undefined ? 'builtin' : 'workers-ai';
}

const sources: { readonly [K in Choice]: (env: AssistantEnv) => Source } = {
  off: () => ({ provider: 'off' }),
  builtin: () => ({ provider: 'builtin' }),
  'openai-compatible'(env) {
    const baseUrl = baseUrlOf(env);
    // OpenAI's key goes to OpenAI alone, not to whatever address was configured.
    const apiKey = keyOf(env, 'AI_API_KEY', ...(baseUrl === undefined ? ['OPENAI_API_KEY'] : []));
    if (baseUrl === undefined && !apiKey)
      throw new Error('AI_BASE_URL or OPENAI_API_KEY must be set for openai-compatible.');
    const model = modelOf(env) || (baseUrl === undefined ? MODELS.openai : '');
    if (model === '') throw new Error('AI_MODEL must name a model of AI_BASE_URL.');
    const provider = 'openai-compatible';
    return { provider, model, baseUrl: baseUrl ?? OPENAI, apiKey, ...headersOf(env) };
  },
  anthropic(env) {
    const apiKey = keyOf(env, 'ANTHROPIC_API_KEY', 'AI_API_KEY');
    const own = headersOf(env);
    // A gateway may hold the key itself, and want a header of its own.
    if (!apiKey && Object.keys(own.headers ?? {}).length === 0)
      throw new Error('ANTHROPIC_API_KEY must be set for anthropic.');
    const model = modelOf(env) || MODELS.anthropic;
    return { provider: 'anthropic', model, baseUrl: baseUrlOf(env), apiKey, ...own };
  },
  'workers-ai'(env) {
    if (env.AI === undefined)
      throw new Error('AI must be bound to Workers AI in wrangler.toml for workers-ai.');
    const unused = ['AI_BASE_URL', 'AI_HEADERS'].find((name) => env[name as `AI_${string}`]);
    if (unused !== undefined)
      throw new Error(`${unused} must not be set for workers-ai, which is not asked over HTTP.`);
    return { provider: 'workers-ai', model: modelOf(env) || MODELS.workersAi, binding: env.AI };
  },
};

/** As it was pasted, perhaps with a line break behind it. */
const modelOf = (env: AssistantEnv): string => env['AI_MODEL']?.trim() ?? '';

/** The first key that is set, as a header can carry it. */
function keyOf(env: AssistantEnv, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const key = env[name as `AI_${string}`]?.trim();
    if (!key) continue;
    if (!/^[\x21-\x7e]+$/.test(key))
      throw new Error(
        `${name} holds a character that no key has, such as a space or a line break.`,
      );
    return key;
  }
  return undefined;
}

const HEADERS = `AI_HEADERS must be a JSON object of header names and texts, such as {"x-proxy": "key"}.`;
/** A token of HTTP, and what may stand behind its colon. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** These are about the request itself; another value would break it. */
const OWN_HEADERS =
  /^(?:content-(?:type|length|encoding)|host|connection|keep-alive|upgrade|expect|te|trailer|transfer-encoding|accept-encoding)$/i;

function headersOf(env: AssistantEnv): { headers?: ProviderHeaders } {
  const given = env['AI_HEADERS'];
  if (!given) return {};
  let headers: unknown;
  try {
    headers = JSON.parse(given);
  } catch {
    throw new Error(HEADERS);
  }
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    throw new Error(HEADERS);
  for (const [name, value] of Object.entries(headers)) {
    const isHeader =
      HEADER_NAME.test(name) && typeof value === 'string' && HEADER_VALUE.test(value);
    if (!isHeader) throw new Error(HEADERS);
    if (OWN_HEADERS.test(name)) throw new Error(`AI_HEADERS must not have the header ${name}.`);
  }
  return { headers: headers as ProviderHeaders };
}

/** Where the SDK's part for it adds the rest of the address itself. */
const ENDPOINTS = /\/(?:chat\/completions|completions|messages|responses|embeddings)\/*$/;

function baseUrlOf(env: AssistantEnv): string | undefined {
  const given = env['AI_BASE_URL']?.trim();
  if (!given) return undefined;
  if (!/^https?:\/\/\S+$/i.test(given) || !URL.canParse(given))
    throw new Error('AI_BASE_URL must be an http or https address, as a rule ending in /v1.');
  const { username, password, search, hash, pathname } = new URL(given);
  if (username || password || search || hash || /[?#]$/.test(given))
    throw new Error('AI_BASE_URL must be an address alone; keys go in AI_API_KEY or AI_HEADERS.');
  if (ENDPOINTS.test(pathname))
    throw new Error(
      'AI_BASE_URL must end before /chat/completions or /messages, as a rule in /v1.',
    );
  return given.replace(/\/+$/, '');
}
