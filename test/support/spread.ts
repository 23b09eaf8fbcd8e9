/** The value below which this share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Formats times in ms for people. */
export function spread(values: readonly number[]): string {
  const [middle, most, all] = [0.5, 0.95, 1].map(
    (share) => `${(percentile(values, share) / 1000).toFixed(1)} s`,
  );
  return `p50 ${middle}, p95 ${most}, max ${all} (${values.length})`;
}
