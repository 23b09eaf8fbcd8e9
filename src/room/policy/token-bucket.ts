/** The number of tokens at a point in time (ms since 1970). */
export type Bucket = readonly [tokens: number, at: number];

export type Rate = { readonly burst: number; readonly perMinute: number };

const MINUTE_MS = 60_000;

/**
 * The tokens in a bucket at a time. If the clock was set back, no tokens are added or removed.
 * @param now the current time in ms since 1970.
 */
export const level = ([tokens, at]: Bucket, { burst, perMinute }: Rate, now: number): number =>
  Math.min(burst, tokens + (Math.max(0, now - at) * perMinute) / MINUTE_MS);

/**
 * Moves a bucket whose time is in the future to now. After the clock was set back, the bucket then
 * refills from now on, not only once the clock has caught up.
 * @param now the current time in ms since 1970.
 */
export const fromNow = ([tokens, at]: Bucket, now: number): Bucket => [tokens, Math.min(at, now)];

/**
 * Takes one token.
 * @param bucket `undefined` for a full one.
 * @param now the current time in ms since 1970.
 * @returns the bucket afterwards, or the ms until a token is available.
 */
export function take(
  bucket: Bucket | undefined,
  rate: Rate,
  now: number,
): { ok: true; bucket: Bucket } | { ok: false; retryAfterMs: number } {
  const tokens = level(bucket ?? [rate.burst, now], rate, now);
  return tokens >= 1
    ? { ok: true, bucket: [tokens - 1, now] }
    : { ok: false, retryAfterMs: Math.ceil(((1 - tokens) * MINUTE_MS) / rate.perMinute) };
}

/**
 * Computes a bucket from the times at which its tokens were taken.
 * @param times in ms since 1970, newest first.
 * @returns the bucket after the newest time; `undefined` if there are no times.
 */
export function replayed(times: Iterable<number>, rate: Rate): Bucket | undefined {
  let bucket: Bucket | undefined;
  for (const at of [...times].reverse())
    bucket = [Math.max(0, level(bucket ?? [rate.burst, at], rate, at) - 1), at];
  return bucket;
}

/** @returns how long an empty bucket takes to become full, in ms. */
export const refillMs = ({ burst, perMinute }: Rate): number => (burst * MINUTE_MS) / perMinute;
