// Which way to connect next, as a pure function: WebSocket, where that is blocked server-sent
// events, where those are held up too polling. It knows no socket, only what came of each try.

/** A way to connect. */
export type Rung = 'websocket' | 'events' | 'polling';

/** Remembers a rung for as long as a tab lives, over reloads. */
export type RungStore = {
  readonly load: () => string | null;
  readonly save: (rung: Rung) => void;
};

/** Places in `rungs`; the first is 0. */
export type Ladder = {
  readonly rungs: readonly Rung[];
  /** Where it lives: what brought the last welcome. */
  readonly home: number;
  /** What is in use, or tried next. */
  readonly at: number;
  /** Tries of `home` in a row that brought no welcome. */
  readonly failures: number;
  /** After so many of them the others are tried. */
  readonly patience: number;
  /** When to see whether a better one works now, and how long to leave it then. */
  readonly climbAt: number;
  readonly climbMs: number;
};

/** A rung that has worked is given this many tries: more likely the server is away than the way to it. */
export const PATIENCE = 3;
/**
 * Soon at first: a server that was slow, or came back just then, may have sent someone down for
 * nothing. Then less and less often, for a way that is blocked stays so.
 */
export const CLIMB_MS = 5000;
const CLIMB_LEAST_OFTEN_MS = 3_600_000;

/** @param remembered what held when this tab was last here. */
export function newLadder(
  remembered: string | null = null,
  rungs: readonly Rung[] = ['websocket', 'events', 'polling'],
): Ladder {
  const home = Math.max(0, rungs.indexOf(remembered as Rung));
  const climb = { climbAt: Number.POSITIVE_INFINITY, climbMs: CLIMB_MS };
  return { rungs, home, at: home, failures: 0, patience: 1, ...climb };
}

/**
 * The rung in use brought a welcome: it is up.
 * @param share random: whom one slow moment sent down must not all look up in the same one.
 */
export function held(ladder: Ladder, now: number, share: number): Ladder {
  const { at, home, climbAt } = ladder;
  const up = { ...ladder, home: at, failures: 0, patience: PATIENCE };
  if (at === 0) return { ...up, climbAt: Number.POSITIVE_INFINITY, climbMs: CLIMB_MS };
  const isNew = at !== home || climbAt === Number.POSITIVE_INFINITY;
  return isNew ? { ...up, ...climbIn(CLIMB_MS, now, share) } : up;
}

/**
 * The rung in use broke before its welcome. Now and then the others are tried right behind it, each
 * once: only an answer there tells a blocked way from a server that is down. Where none answers, all
 * is as before, and the waiting goes on [`triesNext`].
 */
export function broke(ladder: Ladder): Ladder {
  const { rungs, home, at, patience } = ladder;
  const failures = ladder.failures + (at === home ? 1 : 0);
  if (at === home && failures < patience) return { ...ladder, failures };
  const next = (at + 1) % rungs.length;
  return next === home
    ? { ...ladder, at: home, failures: 0, patience: PATIENCE }
    : { ...ladder, at: next, failures };
}

/** Whether the next try belongs to the one that just failed, and doesn't wait. */
export const triesNext = ({ at, home }: Ladder): boolean => at !== home;

/**
 * A look above has ended. What works there is gone to; should it break before its welcome, this was
 * a look in vain as well.
 * @param up the best rung that works now, `null` where none does.
 */
export const looked = (ladder: Ladder, up: number | null, now: number, share: number): Ladder => ({
  ...ladder,
  at: up ?? ladder.at,
  ...climbIn(Math.min(ladder.climbMs * 2, CLIMB_LEAST_OFTEN_MS), now, share),
});

const climbIn = (climbMs: number, now: number, share: number) => ({
  climbMs,
  climbAt: now + (climbMs * (1 + share)) / 2,
});
