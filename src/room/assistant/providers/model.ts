import type {
  LanguageModelV4,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { failureOf } from './failure.ts';
import type { AnswerRequest, Part, Provider, Usage } from './provider.ts';
import { partOf } from './sdk-format.ts';

type Names = { readonly name: string; readonly model: string };
type Deps = { readonly now: () => number; readonly secrets: readonly string[] };

/**
 * A model of the AI SDK as a provider. The SDK builds the requests, and `answerStream` prepares the
 * answers for it. Deadlines and retries are not the SDK's but `Run`'s.
 * @param open loads the SDK's package for the model; it is called at the first question.
 */
export function modelProvider(
  { name, model }: Names,
  open: () => Promise<LanguageModelV4>,
  { now, secrets }: Deps,
): Provider {
  let opened: Promise<LanguageModelV4> | undefined;
  return {
    name,
    model,
    async *answer(request, signal): AsyncIterable<Part> {
      try {
        opened ??= open().catch((error: unknown) => {
          // Loading may succeed for the next answer.
          opened = undefined;
          throw error;
        });
        const { stream } = await (await opened).doStream({
          prompt: promptOf(request),
          maxOutputTokens: request.maxOutputTokens,
          abortSignal: signal,
        });
        for await (const part of partsOf(stream, signal)) {
          const translated = translate(part, { now, secrets });
          if (translated !== undefined) yield translated;
          if (translated?.type === 'end' || translated?.type === 'failed') return;
        }
      } catch (error) {
        if (!signal.aborted) yield failureOf(error, now(), secrets);
      }
    },
  };
}

const promptOf = ({ system, turns }: AnswerRequest): LanguageModelV4Prompt => [
  { role: 'system', content: system },
  ...turns.map(({ role, content }) => ({
    role,
    content: [{ type: 'text' as const, text: content }],
  })),
];

async function* partsOf<T>(stream: ReadableStream<T>, signal: AbortSignal): AsyncIterable<T> {
  const reader = stream.getReader();
  const cancel = () => reader.cancel().catch(() => {});
  // A binding may ignore the signal; without this a silent provider would never be left.
  signal.addEventListener('abort', cancel);
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    // Close the connection to the provider, so that an abandoned answer costs nothing more.
    await cancel();
  }
}

function translate(part: LanguageModelV4StreamPart, { now, secrets }: Deps): Part | undefined {
  switch (part.type) {
    case 'text-delta':
      return { type: 'text', text: part.delta };
    case 'reasoning-delta':
      return partOf(part.delta);
    case 'error':
      return failureOf(part.error, now(), secrets);
    case 'finish':
      return endOf(part.finishReason.unified, usageOf(part.usage));
    default:
      return undefined;
  }
}

function endOf(reason: string, usage: Usage): Part {
  switch (reason) {
    case 'length':
      return { type: 'end', isCut: true, usage };
    case 'content-filter':
      return { type: 'failed', code: 'assistant_refused', usage };
    default:
      return { type: 'end', usage };
  }
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): Usage {
  return {
    ...(isCount(inputTokens.total) && { tokensIn: inputTokens.total }),
    ...(isCount(outputTokens.total) && { tokensOut: outputTokens.total }),
  };
}

// 0 means unknown here; without a count the room's budget uses its estimate.
const isCount = (total: unknown): total is number =>
  Number.isSafeInteger(total) && (total as number) > 0;
