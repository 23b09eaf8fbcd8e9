/** What is left, and when that was so (ms since 1970). */
export type Bucket = readonly [tokens: number, at: number];

export type Rate = { readonly burst: number; readonly perMinute: number };

const MINUTE_MS = 60_000;

/** What a bucket holds by now. A clock that ran backwards gives nothing and takes nothing. */
export const level = ([tokens, at]: Bucket, { burst, perMinute }: Rate, now: number): number =>
  Math.min(burst, tokens + (Math.max(0, now - at) * perMinute) / MINUTE_MS);

/** The bucket as of now at the latest: after the clock was set back it fills from here, not in an hour. */
export const fromNow = ([tokens, at]: Bucket, now: number): Bucket => [tokens, Math.min(at, now)];

/**
 * Takes one token.
 * @returns the bucket afterwards, or how many ms until there is one to take.
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

/** What a bucket would hold after tokens were taken at these times, newest first. */
export function replayed(times: Iterable<number>, rate: Rate): Bucket | undefined {
  let bucket: Bucket | undefined;
  for (const at of [...times].reverse())
    bucket = [Math.max(0, level(bucket ?? [rate.burst, at], rate, at) - 1), at];
  return bucket;
}

/** How long an empty bucket takes to be full. */
export const refillMs = ({ burst, perMinute }: Rate): number => (burst * MINUTE_MS) / perMinute;
