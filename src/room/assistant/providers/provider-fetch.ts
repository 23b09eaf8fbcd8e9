import type { Deployment } from './deployment.ts';
import { sentenceOf } from './error-text.ts';
import { NoConnection } from './failure.ts';
import { isAboutLength } from './failure-kinds.ts';
import { answerStream, type StreamDeps } from './parsing/answer-stream.ts';
import {
  type Change,
  changed,
  changeFor,
  FORM_ERROR_STATUSES,
  isFormError,
  MAX_CHANGES,
} from './request-changes.ts';

/** The most characters of an error response that are read. */
const MAX_ERROR_CHARS = 65_536;

/** The state of a server, and the format in which its answers are rewritten. */
export type ModelConnection = StreamDeps & {
  /** Headers of the SDK that must not be sent to the server. */
  readonly without?: readonly string[];
};

/**
 * The `fetch` that the AI SDK uses for requests to model servers. It does not follow redirects,
 * which could send the key to another server. It repeats a request that was rejected for its form
 * in another form [R119], and rewrites answers for the SDK [R116].
 */
export function providerFetch(connection: ModelConnection): typeof fetch {
  return async (input, init) => {
    const body: unknown = JSON.parse(String(init?.body));
    const answer = await inAcceptedForm(connection.deployment, async (changes) => {
      const sent = changed(body as Record<string, unknown>, changes);
      const received = await post(input, { ...init, body: JSON.stringify(sent) }, connection);
      if (received.ok) return { result: received };
      const text = await textOf(received);
      const { status, headers } = received;
      const rejection = new Response(text, { status, headers });
      const mayBeForm =
        FORM_ERROR_STATUSES.includes(status) || (status === 500 && isFormError(text));
      return { result: rejection, sent, ...(mayBeForm && { text }) };
    });
    if (!answer.ok || answer.body === null) return answer;
    const rewritten = answerStream(answer.body, connection);
    return new Response(rewritten, { headers: { 'Content-Type': 'text/event-stream' } });
  };
}

type Attempt<T> = {
  /** The answer or the rejection. */
  readonly result: T;
  /** Set if the form may be the reason of a rejection: the body sent, and the error message. */
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly text?: string;
};

/**
 * Sends a request, and repeats it in another form while the server rejects its form. The changes
 * that succeeded are remembered for later requests to the same deployment.
 * @param ask sends the request with these changes.
 * @returns the answer, or the last rejection.
 */
export async function inAcceptedForm<T>(
  deployment: Deployment,
  ask: (changes: readonly Change[]) => Promise<Attempt<T>>,
): Promise<T> {
  let changes = deployment.changes;
  let shouldRemember = true;
  for (let tries = 0; ; tries++) {
    const { result, sent, text } = await ask(changes);
    if (text === undefined || sent === undefined) {
      if (shouldRemember) deployment.changes = changes;
      return result;
    }
    const message = sentenceOf(text) || text;
    const change = tries < MAX_CHANGES ? changeFor(sent, changes, message) : undefined;
    if (change === undefined) return result;
    // The length that is left differs between conversations, so such a change is not remembered.
    if (isAboutLength(message)) shouldRemember = false;
    changes = [...changes, change];
    console.warn(`assistant: asked again without what the provider refuses; ${summary(change)}`);
  }
}

function summary(change: Change): string {
  if (change.kind === 'fold-system') return 'the system prompt goes into the first message';
  if (change.kind === 'rename') return `${change.field} is called ${change.to}`;
  return change.kind === 'omit' ? `${change.field} is left out` : `${change.field} is changed`;
}

async function post(
  input: RequestInfo | URL,
  init: RequestInit,
  connection: ModelConnection,
): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const name of connection.without ?? []) headers.delete(name);
  try {
    return await fetch(input, { ...init, headers, redirect: 'manual' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NoConnection(reasonOf(error));
  }
}

/** Node's message is only "fetch failed"; the cause has the reason. */
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
    if (text.length > MAX_ERROR_CHARS) break;
  }
  return text;
}
