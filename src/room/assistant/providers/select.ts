import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Source } from '../settings.ts';
import { builtinProvider } from './builtin.ts';
import { deploymentOf } from './deployment.ts';
import { secretsIn } from './log-words.ts';
import { modelProvider } from './model.ts';
import type { Provider } from './provider.ts';
import { SDK_FORMATS } from './sdk-format.ts';
import { providerFetch } from './wire.ts';
import { tolerantBinding } from './workers-ai.ts';

type World = {
  readonly now: () => number;
  /** A timer, and how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
};

type ModelSource = Extract<Source, { readonly model: string }>;
type Opening<K> = (
  source: Extract<ModelSource, { readonly provider: K }>,
  world: World & { readonly secrets: readonly string[] },
) => Promise<LanguageModelV4>;

/** Whoever answers by this configuration; `undefined` for nobody. The AI SDK is loaded when asked. */
export function providerOf(source: Source, world: World): Provider | undefined {
  if (isModel(source)) return modelOf(source, world);
  if (source.provider === 'off') return undefined;
  return builtinProvider((ms, signal) => pause(world.after, ms, signal));
}

const isModel = (source: Source): source is ModelSource => 'model' in source;

function modelOf(source: ModelSource, world: World): Provider {
  const secrets = secretsOf(source);
  const open = OPENINGS[source.provider] as Opening<ModelSource['provider']>;
  return modelProvider(
    { name: source.provider, model: source.model },
    () => open(source, { ...world, secrets }),
    { now: world.now, secrets },
  );
}

/** How the AI SDK's part for each provider is loaded. */
const OPENINGS: { readonly [K in ModelSource['provider']]: Opening<K> } = {
  async 'openai-compatible'({ baseUrl: baseURL, apiKey, model, headers = {} }, world) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const isOpenAi = new URL(baseURL).hostname === 'api.openai.com';
    const deployment = deploymentOf(baseURL, model, isOpenAi ? [OPENAI_LIMIT] : []);
    const fetch = providerFetch({ ...world, deployment, format: SDK_FORMATS.openai });
    return createOpenAICompatible({
      ...{ name: 'openai-compatible', baseURL, includeUsage: true, fetch, headers },
      ...(apiKey !== undefined && { apiKey }),
    })(model);
  },
  async anthropic({ baseUrl, apiKey, model, headers = {} }, world) {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const deployment = deploymentOf(baseUrl ?? 'anthropic', model);
    const without = apiKey === undefined ? ['x-api-key'] : [];
    const fetch = providerFetch({ ...world, deployment, format: SDK_FORMATS.anthropic, without });
    const base = baseUrl !== undefined && { baseURL: baseUrl };
    return createAnthropic({ apiKey: apiKey ?? 'none', fetch, headers, ...base })(model);
  },
  async 'workers-ai'({ binding, model }, world) {
    const { createWorkersAI } = await import('workers-ai-provider');
    const deployment = deploymentOf('workers-ai', model);
    const line = { ...world, deployment, format: SDK_FORMATS.openai };
    return createWorkersAI({ binding: tolerantBinding(binding, line) as Ai })(model);
  },
};

/** OpenAI's own newer models do not take the name that everyone else knows. */
const OPENAI_LIMIT = { kind: 'rename', field: 'max_tokens', to: 'max_completion_tokens' } as const;

const secretsOf = (source: ModelSource): string[] =>
  source.provider === 'workers-ai'
    ? []
    : secretsIn([source.apiKey, ...Object.values(source.headers ?? {})]);

function pause(after: World['after'], ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = after(ms, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
