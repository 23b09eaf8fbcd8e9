import type { AnswerQuota } from './answer-quota.ts';
import type { Quota } from './reservation.ts';

/** The name of the deployment's only quota object. */
const NAME = 'deployment';

/**
 * A room's client of the answer quota. A failed call is retried once, which is safe because calls
 * are idempotent by the answer's id.
 */
export function quotaClient(quotas: DurableObjectNamespace<AnswerQuota> | undefined): Quota {
  const call = async <T>(
    ask: (quota: DurableObjectStub<AnswerQuota>) => Promise<T>,
  ): Promise<T> => {
    if (quotas === undefined) throw new Error('ANSWER_QUOTA is not bound');
    // A stub stays broken after a failure, so each try uses a new one.
    const stub = () => quotas.get(quotas.idFromName(NAME));
    try {
      return await ask(stub());
    } catch (error) {
      // A retry would add to the overload.
      if ((error as { overloaded?: boolean }).overloaded) throw error;
      return await ask(stub());
    }
  };
  return {
    reserve: (ask) => call((quota) => quota.reserve(ask)),
    settle: (id, cost) => call((quota) => quota.settle(id, cost)),
  };
}
