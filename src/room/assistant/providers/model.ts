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
type World = { readonly now: () => number; readonly secrets: readonly string[] };

/**
 * A model of the AI SDK as a provider. How it is asked is the SDK's; what servers answer is made ready
 * for it by `answerStream`. Deadlines and when to try again are ours.
 * @param open loads the SDK's part for it, only once an answer is asked for.
 */
export function modelProvider(
  { name, model }: Names,
  open: () => Promise<LanguageModelV4>,
  { now, secrets }: World,
): Provider {
  let opened: Promise<LanguageModelV4> | undefined;
  return {
    name,
    model,
    async *answer(request, signal): AsyncIterable<Part> {
      try {
        opened ??= open().catch((error: unknown) => {
          // Another answer may have more luck.
          opened = undefined;
          throw error;
        });
        const { stream } = await (await opened).doStream({
          prompt: promptOf(request),
          maxOutputTokens: request.maxOutputTokens,
          abortSignal: signal,
        });
        for await (const part of partsOf(stream, signal)) {
          const told = translate(part, { now, secrets });
          if (told !== undefined) yield told;
          if (told?.type === 'end' || told?.type === 'failed') return;
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
  const leave = () => reader.cancel().catch(() => {});
  // A binding may not hear the signal, and a provider that is silent would be waited for on and on.
  signal.addEventListener('abort', leave);
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', leave);
    // Whoever stops listening stops paying: it closes the line to the provider.
    await leave();
  }
}

function translate(part: LanguageModelV4StreamPart, { now, secrets }: World): Part | undefined {
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

// What is not known is written as 0; the room's budget is to count something.
const isCount = (total: unknown): total is number =>
  Number.isSafeInteger(total) && (total as number) > 0;
