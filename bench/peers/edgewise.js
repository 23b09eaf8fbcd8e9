// The real Worker and room. Only the brake on new guests is let go: it is a binding that workerd
// alone does not have, and a bench makes many guests at once.
import { WorkerEntrypoint } from 'cloudflare:workers';

export { AnswerQuota, default, Room } from 'edgewise/worker';

export class NoBrake extends WorkerEntrypoint {
  limit() {
    return { success: true };
  }
}
