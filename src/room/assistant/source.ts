import { type AiBinding, type AssistantEnv, oneOf } from './env.ts';

/** The operator's own headers, which every request to the provider carries. */
export type ProviderHeaders = Readonly<Record<string, string>>;

/** Which provider answers, and how to reach it. */
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

/** The default models. */
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
 * Reads which provider answers and how to reach it.
 * @throws Error that names the variable that is wrong, without its value.
 */
export function sourceOf(env: AssistantEnv): Source {
  const chosen = oneOf(env, 'AI_PROVIDER', providers, 'auto');
  if (chosen !== 'auto') return sources[chosen](env);
  const found = detected(env);
  const unused = ['AI_API_KEY', 'AI_MODEL', 'AI_HEADERS'].find(
    (name) => env[name as `AI_${string}`],
  );
  // Without this error the built-in helper would answer, and the operator would not know why.
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
    // Never send OpenAI's key to another address.
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
    // A gateway may add the key itself and authenticate requests by a custom header.
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

/** The model's name without the line break that pasting may leave behind. */
const modelOf = (env: AssistantEnv): string => env['AI_MODEL']?.trim() ?? '';

/**
 * @returns the first of these keys that is set.
 * @throws Error if it has a character that a header cannot carry.
 */
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

const HEADERS_ERROR = `AI_HEADERS must be a JSON object of header names and texts, such as {"x-proxy": "key"}.`;
/** An HTTP field name and field value. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Headers that describe the request itself. Other values would break it. */
const RESERVED_HEADERS =
  /^(?:content-(?:type|length|encoding)|host|connection|keep-alive|upgrade|expect|te|trailer|transfer-encoding|accept-encoding)$/i;

function headersOf(env: AssistantEnv): { headers?: ProviderHeaders } {
  const given = env['AI_HEADERS'];
  if (!given) return {};
  let headers: unknown;
  try {
    headers = JSON.parse(given);
  } catch {
    throw new Error(HEADERS_ERROR);
  }
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    throw new Error(HEADERS_ERROR);
  for (const [name, value] of Object.entries(headers)) {
    const isHeader =
      HEADER_NAME.test(name) && typeof value === 'string' && HEADER_VALUE.test(value);
    if (!isHeader) throw new Error(HEADERS_ERROR);
    if (RESERVED_HEADERS.test(name))
      throw new Error(`AI_HEADERS must not have the header ${name}.`);
  }
  return { headers: headers as ProviderHeaders };
}

/** Endings of an address that the AI SDK's provider package adds itself. */
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
