// The real Worker and room. Only the rate limit on new guests is disabled: plain workerd does not
// have that binding, and a benchmark creates many guests at once.
import { WorkerEntrypoint } from 'cloudflare:workers';

export { AnswerQuota, default, Room } from 'edgewise/worker';

export class NoRateLimit extends WorkerEntrypoint {
  limit() {
    return { success: true };
  }
}
