import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Source } from '../source.ts';
import { builtinProvider } from './builtin.ts';
import { deploymentOf } from './deployment.ts';
import { secretsIn } from './error-text.ts';
import { modelProvider } from './model.ts';
import type { Provider } from './provider.ts';
import { providerFetch } from './provider-fetch.ts';
import { SDK_FORMATS } from './sdk-format.ts';
import { tolerantBinding } from './workers-ai.ts';

type Deps = {
  /** Ms since 1970. */
  readonly now: () => number;
  /** Sets a timer. @returns a function that cancels it. */
  readonly after: (ms: number, call: () => void) => () => void;
};

type ModelSource = Extract<Source, { readonly model: string }>;
type Opening<K> = (
  source: Extract<ModelSource, { readonly provider: K }>,
  deps: Deps & { readonly secrets: readonly string[] },
) => Promise<LanguageModelV4>;

/**
 * @returns the configured provider, or `undefined` if it is off. The AI SDK is loaded only at the
 *   first question.
 */
export function providerOf(source: Source, deps: Deps): Provider | undefined {
  if (isModel(source)) return modelOf(source, deps);
  if (source.provider === 'off') return undefined;
  return builtinProvider((ms, signal) => pause(deps.after, ms, signal));
}

const isModel = (source: Source): source is ModelSource => 'model' in source;

function modelOf(source: ModelSource, deps: Deps): Provider {
  const secrets = secretsOf(source);
  const open = OPENINGS[source.provider] as Opening<ModelSource['provider']>;
  return modelProvider(
    { name: source.provider, model: source.model },
    () => open(source, { ...deps, secrets }),
    { now: deps.now, secrets },
  );
}

/** Loads the AI SDK's package for each provider. */
const OPENINGS: { readonly [K in ModelSource['provider']]: Opening<K> } = {
  async 'openai-compatible'({ baseUrl: baseURL, apiKey, model, headers = {} }, deps) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const isOpenAi = new URL(baseURL).hostname === 'api.openai.com';
    const deployment = deploymentOf(baseURL, model, isOpenAi ? [OPENAI_LIMIT] : []);
    const fetch = providerFetch({ ...deps, deployment, format: SDK_FORMATS.openai });
    return createOpenAICompatible({
      ...{ name: 'openai-compatible', baseURL, includeUsage: true, fetch, headers },
      ...(apiKey !== undefined && { apiKey }),
    })(model);
  },
  async anthropic({ baseUrl, apiKey, model, headers = {} }, deps) {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const deployment = deploymentOf(baseUrl ?? 'anthropic', model);
    const without = apiKey === undefined ? ['x-api-key'] : [];
    const fetch = providerFetch({ ...deps, deployment, format: SDK_FORMATS.anthropic, without });
    const base = baseUrl !== undefined && { baseURL: baseUrl };
    return createAnthropic({ apiKey: apiKey ?? 'none', fetch, headers, ...base })(model);
  },
  async 'workers-ai'({ binding, model }, deps) {
    const { createWorkersAI } = await import('workers-ai-provider');
    const deployment = deploymentOf('workers-ai', model);
    const connection = { ...deps, deployment, format: SDK_FORMATS.openai };
    return createWorkersAI({ binding: tolerantBinding(binding, connection) as Ai })(model);
  },
};

/** OpenAI's newer models reject the name `max_tokens`, which other servers expect. */
const OPENAI_LIMIT = { kind: 'rename', field: 'max_tokens', to: 'max_completion_tokens' } as const;

const secretsOf = (source: ModelSource): string[] =>
  source.provider === 'workers-ai'
    ? []
    : secretsIn([source.apiKey, ...Object.values(source.headers ?? {})]);

function pause(after: Deps['after'], ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = after(ms, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
