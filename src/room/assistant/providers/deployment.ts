import type { Change } from './request-changes.ts';

/** What was learnt of a model server by asking it. */
export type Deployment = {
  /** Its answers begin in thought without saying so [R117]. */
  expectsThought: boolean;
  /** What its requests are changed in, in this order [R119]. */
  changes: readonly Change[];
};

/** Models that begin in thought, by their names, wherever they are served. */
const THINKERS = /(?:^|[^a-z0-9])(?:r1|qwq|thinking|reasoner|reasoning)(?![a-z0-9])/i;
const NO_THINKERS = /non-?(?:thinking|reasoning)/i;

/** A configuration has one; tests have many. */
const MOST_KNOWN = 100;
const known = new Map<string, Deployment>();

/**
 * What is known of a model server. All rooms of an isolate share it, so what one room learnt saves
 * the others the same refusal.
 * @param changes what is known before it is asked for the first time.
 */
export function deploymentOf(
  address: string,
  model: string,
  changes: readonly Change[] = [],
): Deployment {
  const key = `${address} ${model}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const expectsThought = THINKERS.test(model) && !NO_THINKERS.test(model);
  const deployment = { expectsThought, changes };
  known.set(key, deployment);
  return deployment;
}
