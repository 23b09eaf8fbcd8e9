import type { Source } from '../source.ts';
import { forLog, secretsIn, sentenceOf } from './error-text.ts';

type ModelsRequest = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** A list of models takes no longer than this on a healthy server. */
const TIMEOUT_MS = 5000;
/** The most models that the error names if the configured one is missing. */
const MAX_NAMED = 5;

/**
 * Checks the settings against the model server's list of models, which costs nothing.
 * @returns a sentence that names the wrong variable; `undefined` if nothing is wrong, or if only a
 *   paid answer could tell.
 */
export async function problemWith(source: Source): Promise<string | undefined> {
  if (source.provider !== 'openai-compatible' && source.provider !== 'anthropic') return undefined;
  const [request, key] = source.provider === 'anthropic' ? anthropic(source) : compatible(source);
  let response: Response;
  try {
    response = await fetch(request.url, {
      headers: { ...request.headers, ...source.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    return `AI_BASE_URL cannot be reached: ${reasonOf(error)}.`;
  }
  const text = await response.text().catch(() => '');
  const { status } = response;
  const secrets = secretsIn([source.apiKey, ...Object.values(source.headers ?? {})]);
  if (status === 401 || status === 403) {
    const message = forLog(sentenceOf(text), secrets);
    const words = source.apiKey ? `does not accept ${key}` : `wants a key: set ${key}`;
    return `The provider ${words} (${status}${message && `: ${message}`}).`;
  }
  if (/^\s*</.test(text)) return 'AI_BASE_URL leads to a web page, and not to a model server.';
  if (status === 404 && !/\/v\d\w*$/.test(source.baseUrl ?? '/v1'))
    return 'AI_BASE_URL has no list of models (404); as a rule the address ends in /v1.';
  return response.ok ? missingModel(source.model, modelsIn(text)) : undefined;
}

const compatible = ({
  baseUrl,
  apiKey,
}: Extract<Source, { provider: 'openai-compatible' }>): [ModelsRequest, string] => [
  {
    url: `${baseUrl}/models`,
    headers: apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` },
  },
  baseUrl === 'https://api.openai.com/v1' ? 'OPENAI_API_KEY' : 'AI_API_KEY',
];

const anthropic = ({
  baseUrl = 'https://api.anthropic.com/v1',
  apiKey,
}: Extract<Source, { provider: 'anthropic' }>): [ModelsRequest, string] => [
  {
    url: `${baseUrl}/models?limit=1000`,
    headers: {
      'anthropic-version': '2023-06-01',
      ...(apiKey !== undefined && { 'x-api-key': apiKey }),
    },
  },
  'ANTHROPIC_API_KEY',
];

function modelsIn(text: string): string[] {
  try {
    const { data } = JSON.parse(text) as { data?: unknown };
    return Array.isArray(data)
      ? data
          .map((model: { id?: unknown } | null) => model?.id)
          .filter((id) => typeof id === 'string')
      : [];
  } catch {
    return [];
  }
}

/** A listed name may have more than the setting: `qwen3:latest`, `models/gemini`, or a date. */
function missingModel(model: string, listed: readonly string[]): string | undefined {
  const isThere = listed.some((id) => id.startsWith(model) || id.endsWith(`/${model}`));
  if (listed.length === 0 || isThere) return undefined;
  const named = listed.slice(0, MAX_NAMED).join(', ');
  const others = listed.length > MAX_NAMED ? `, and ${listed.length - MAX_NAMED} others` : '';
  return `AI_MODEL is "${model}", which the provider does not have; it has ${named}${others}.`;
}

/** Node's message is only "fetch failed"; the cause has the reason. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return `no answer in ${TIMEOUT_MS / 1000} seconds`;
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
