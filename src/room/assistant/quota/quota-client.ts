import type { AnswerQuota } from './answer-quota.ts';
import type { Quota } from './reservation.ts';

/** The one object that counts for a deployment. */
const NAME = 'deployment';

/**
 * The answer quota as a room reaches it. Each call is made once more where the first did not get
 * through, which is safe: the same answer is counted once.
 */
export function quotaClient(quotas: DurableObjectNamespace<AnswerQuota> | undefined): Quota {
  const call = async <T>(
    ask: (quota: DurableObjectStub<AnswerQuota>) => Promise<T>,
  ): Promise<T> => {
    if (quotas === undefined) throw new Error('ANSWER_QUOTA is not bound');
    // A stub that has failed stays broken, so each try has its own.
    const stub = () => quotas.get(quotas.idFromName(NAME));
    try {
      return await ask(stub());
    } catch (error) {
      // Asking again would only add to what it has to do.
      if ((error as { overloaded?: boolean }).overloaded) throw error;
      return await ask(stub());
    }
  };
  return {
    reserve: (ask) => call((quota) => quota.reserve(ask)),
    settle: (id, cost) => call((quota) => quota.settle(id, cost)),
  };
}
