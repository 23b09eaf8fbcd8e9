import type { Change } from './request-changes.ts';

/** What earlier requests showed about a model on a server. */
export type Deployment = {
  /** Its answers begin with thinking that has no opening tag [R117]. */
  expectsThought: boolean;
  /** The changes that its requests need, in this order [R119]. */
  changes: readonly Change[];
};

/** Names of models whose answers begin with thinking, on any server. */
const THINKING_MODELS = /(?:^|[^a-z0-9])(?:r1|qwq|thinking|reasoner|reasoning)(?![a-z0-9])/i;
const NON_THINKING_MODELS = /non-?(?:thinking|reasoning)/i;

/** The size of the cache. A configuration needs one entry; tests need many. */
const MAX_KNOWN = 100;
const known = new Map<string, Deployment>();

/**
 * @param address the server's base URL, or another name of it.
 * @param changes the changes that are known to be needed before the first request.
 * @returns what is known about a model on a server. All rooms of an isolate share it, so a rejected
 *   request in one room spares the others the same rejection.
 */
export function deploymentOf(
  address: string,
  model: string,
  changes: readonly Change[] = [],
): Deployment {
  const key = `${address} ${model}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  const expectsThought = THINKING_MODELS.test(model) && !NON_THINKING_MODELS.test(model);
  const deployment = { expectsThought, changes };
  known.set(key, deployment);
  return deployment;
}
