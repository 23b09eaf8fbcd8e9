// The AI SDK alone reads an answer in a Durable Object: a lower bound for a room that uses the SDK.

import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

export class Room extends DurableObject {
  async fetch() {
    const { AI_BASE_URL: baseURL, AI_MODEL: model } = this.env;
    const { stream } = await createOpenAICompatible({ name: 'bench', baseURL, includeUsage: true })(
      model,
    ).doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'go' }] }] });
    let words = 0;
    for await (const part of stream) if (part.type === 'text-delta') words += 1;
    return Response.json({ words });
  }
}

export class NoRateLimit extends WorkerEntrypoint {}

export class AnswerQuota extends DurableObject {}

export default {
  fetch: (request, env) => env.ROOMS.get(env.ROOMS.idFromName('bench')).fetch(request),
};
