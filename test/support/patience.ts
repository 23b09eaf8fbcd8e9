/**
 * How long tests wait for a condition: long enough for a machine that is busy with other tests, and less
 * than a test may take, so that the condition is reported and not the test's timeout. Conditions that
 * come true cost nothing of it.
 */
export const PATIENCE_MS = 20_000;

/** How often they look. */
export const LOOK_MS = 5;
