import { answerStream, type StreamWorld } from './answer-stream.ts';
import type { Deployment } from './deployment.ts';
import { NoConnection } from './failure.ts';
import { isAboutLength } from './failure-kinds.ts';
import { sentenceOf } from './log-words.ts';
import {
  type Change,
  changed,
  changeFor,
  failedOverForm,
  MOST_CHANGES,
  REFUSALS_OF_FORM,
} from './request-changes.ts';
import type { SdkFormat } from './sdk-format.ts';

/** As much of a refusal is read; it is a sentence or two. */
const MOST_REFUSAL_BYTES = 65_536;

/** A server, what is known of it, and how its answers are to be written. */
export type Line = StreamWorld & {
  readonly deployment: Deployment;
  readonly format: SdkFormat;
  /** Headers that the SDK sets and that the server must not get. */
  readonly without?: readonly string[];
};

/**
 * `fetch`, as the AI SDK asks model servers by it. A redirect is an answer and not followed, for the
 * key would go along. A request that is refused for its form is made again in another one [R119], and
 * answers are written anew for the SDK [R116].
 */
export function providerFetch(line: Line): typeof fetch {
  return async (input, init) => {
    const body: unknown = JSON.parse(String(init?.body));
    const ask = (changes: readonly Change[]) => {
      const sent = changed(body as Record<string, unknown>, changes);
      return { sent, response: post(input, { ...init, body: JSON.stringify(sent) }, line) };
    };
    const answer = await inFormThatIsTaken(line.deployment, async (changes) => {
      const { sent, response } = ask(changes);
      const got = await response;
      if (got.ok) return { taken: got };
      const text = await textOf(got);
      const refusal = new Response(text, { status: got.status, headers: got.headers });
      const isOfForm =
        REFUSALS_OF_FORM.includes(got.status) || (got.status === 500 && failedOverForm(text));
      return { taken: refusal, sent, ...(isOfForm && { text }) };
    });
    if (!answer.ok || answer.body === null) return answer;
    const rewritten = answerStream(answer.body, line.format, line.deployment, line);
    return new Response(rewritten, { headers: { 'Content-Type': 'text/event-stream' } });
  };
}

type Attempt<T> = {
  /** The answer, also where it is a refusal. */
  readonly taken: T;
  /** Where its form may be the reason: what was sent, and the words that say so. */
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly text?: string;
};

/**
 * Asks, and asks again in another form as long as the form is refused. What helped is remembered for
 * the server, so that it is asked like that from now on.
 */
export async function inFormThatIsTaken<T>(
  deployment: Deployment,
  ask: (changes: readonly Change[]) => Promise<Attempt<T>>,
): Promise<T> {
  let changes = deployment.changes;
  let isLasting = true;
  for (let tries = 0; ; tries++) {
    const { taken, sent, text } = await ask(changes);
    if (text === undefined || sent === undefined) {
      if (isLasting) deployment.changes = changes;
      return taken;
    }
    const words = sentenceOf(text) || text;
    const change = tries < MOST_CHANGES ? changeFor(sent, changes, words) : undefined;
    if (change === undefined) return taken;
    // How much room is left is another matter in the next talk.
    if (isAboutLength(words)) isLasting = false;
    changes = [...changes, change];
    console.warn(`assistant: asked again without what the provider refuses; ${summary(change)}`);
  }
}

function summary(change: Change): string {
  if (change.kind === 'fold-system') return 'the system prompt goes into the first message';
  if (change.kind === 'rename') return `${change.field} is called ${change.to}`;
  return change.kind === 'omit' ? `${change.field} is left out` : `${change.field} is changed`;
}

async function post(input: RequestInfo | URL, init: RequestInit, line: Line): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const name of line.without ?? []) headers.delete(name);
  try {
    return await fetch(input, { ...init, headers, redirect: 'manual' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NoConnection(reasonOf(error));
  }
}

/** Node says "fetch failed", and why in the cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const reason = cause instanceof Error && cause.message !== '' ? cause : error;
  return reason instanceof Error ? reason.message : 'no connection';
}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_REFUSAL_BYTES) break;
  }
  return text;
}
