/** A socket that pinged every 25 s and then not for this long is dead. */
export const SILENT_MS = 33_000;
/** Between two looks; with SILENT_MS it keeps the promise of 45 s [I9]. */
export const LOOK_MS = 12_000;
/** A room where nobody said anything for this long is left asleep, ghosts and all. */
export const ACTIVE_MS = 300_000;

/** Only who has pinged once is ever taken for dead for not pinging [R51]. */
export const isSilent = (lastPing: Date | null, now: number): boolean =>
  lastPing !== null && now - lastPing.getTime() > SILENT_MS;
