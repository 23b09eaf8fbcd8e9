/**
 * How long tests wait for a condition: long enough for a busy machine, and less than a test's timeout,
 * so that the condition is reported and not the timeout. A condition that is met early costs nothing
 * more.
 */
export const PATIENCE_MS = 20_000;

/** How often they check. */
export const LOOK_MS = 5;
