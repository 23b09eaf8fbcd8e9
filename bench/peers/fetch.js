// The least that can be done with an answer: it reads each piece and ignores it.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export class Room extends DurableObject {
  async fetch() {
    const { body } = await fetch(`${this.env.AI_BASE_URL}/chat/completions`, {
      method: 'POST',
      body: '{}',
    });
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    return Response.json({ bytes });
  }
}

export class AnswerQuota extends DurableObject {}

export class NoRateLimit extends WorkerEntrypoint {}

export default {
  fetch: (request, env) => env.ROOMS.get(env.ROOMS.idFromName('bench')).fetch(request),
};
