import type { Source } from '../settings.ts';
import { builtinProvider } from './builtin.ts';
import { modelProvider } from './model.ts';
import type { Provider } from './provider.ts';
import { providerFetch } from './wire.ts';

type World = {
  readonly now: () => number;
  /** A timer, and how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
};

/** Whoever answers by this configuration; `undefined` for nobody. The AI SDK is loaded when asked. */
export function providerOf(source: Source, { now, after }: World): Provider | undefined {
  switch (source.provider) {
    case 'off':
      return undefined;
    case 'builtin':
      return builtinProvider((ms, signal) => pause(after, ms, signal));
    case 'openai-compatible':
      return modelProvider(
        { name: source.provider, model: source.model },
        async () => {
          const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
          const { baseUrl: baseURL, apiKey, model } = source;
          const { hostname } = new URL(baseURL);
          return createOpenAICompatible({
            ...{ name: 'openai-compatible', baseURL, includeUsage: true, fetch: providerFetch },
            ...(apiKey !== undefined && { apiKey }),
            // OpenAI's own newer models do not take the name that everyone else knows.
            ...(hostname === 'api.openai.com' && { transformRequestBody: renameLimit }),
          })(model);
        },
        now,
      );
    case 'anthropic':
      return modelProvider(
        { name: source.provider, model: source.model },
        async () => {
          const { createAnthropic } = await import('@ai-sdk/anthropic');
          const { baseUrl: baseURL, apiKey, model } = source;
          const base = baseURL !== undefined && { baseURL };
          return createAnthropic({ apiKey, fetch: providerFetch, ...base })(model);
        },
        now,
      );
    case 'workers-ai':
      return modelProvider(
        { name: source.provider, model: source.model },
        async () => {
          const { createWorkersAI } = await import('workers-ai-provider');
          return createWorkersAI({ binding: source.binding as Ai })(source.model);
        },
        now,
      );
  }
}

function renameLimit({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, max_completion_tokens: max_tokens };
}

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
