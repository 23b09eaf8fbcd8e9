import type { DurableFrame, ResumeMode } from '../../protocol/frames.ts';
import { parseCursor } from '../../protocol/place.ts';
import type { AgeLimit } from './age-limit.ts';
import type { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';
import type { Log } from './log.ts';

export type Replayed = {
  readonly mode: ResumeMode;
  readonly frames: readonly DurableFrame[];
  /** Messages before this seq are no longer served; a resumed client may still show them. */
  readonly first: number;
};

type NewestPage = {
  /** The revision of the database when the page was read. */
  readonly revision: number;
  readonly limit: number;
  readonly frames: readonly DurableFrame[];
};

/** Reads what clients that connect have missed, of every durable kind. It writes nothing. */
export class Replay {
  readonly #database: Database;
  readonly #log: Pick<Log, 'head' | 'oldest'>;
  readonly #tables: readonly EntryTable[];
  readonly #ageLimit: AgeLimit;
  /** The newest page, cached so that many clients that join at once cause one read. */
  #newest: NewestPage | undefined;
  /** The seq of the oldest entry, cached for the same reason. */
  #first: { readonly revision: number; readonly seq: number } | undefined;

  constructor(
    database: Database,
    log: Pick<Log, 'head' | 'oldest'>,
    tables: readonly EntryTable[],
    ageLimit: AgeLimit,
  ) {
    this.#database = database;
    this.#log = log;
    this.#tables = tables;
    this.#ageLimit = ageLimit;
  }

  /**
   * Reads what a client needs to be up to date [I4]: exactly the entries that it missed, or the
   * newest page, with a mode that tells which.
   * @param since the client's cursor; `undefined` if it has none.
   * @param limits `replay`: the maximum number of entries to replay; `page`: the size of the newest
   *   page.
   */
  from(since: string | undefined, limits: { replay: number; page: number }): Replayed {
    const first = this.#firstStored();
    let mode = this.#mode(since, first, limits.replay);
    if (mode === 'resumed') {
      const frames = this.#since(parseCursor(since ?? '')?.seq ?? 0);
      if (frames !== undefined)
        return { mode, frames, first: Math.max(first, this.#ageLimit.first()) };
      mode = 'gap';
    }
    return { mode, frames: this.#newestPage(limits.page), first: 1 };
  }

  #mode(since: string | undefined, first: number, most: number): ResumeMode {
    if (since === undefined) return 'fresh';
    const from = parseCursor(since);
    const head = this.#log.head().seq;
    if (from === null || from.epoch !== this.#database.epoch || from.seq > head) return 'reset';
    // Seqs are consecutive, so this difference is the number of entries to replay.
    return head - from.seq > most || from.seq < first - 1 ? 'gap' : 'resumed';
  }

  /**
   * Reads everything after a seq in its current state, in the order of the log [I3].
   * @returns the frames; `undefined` if a missed entry is no longer served.
   */
  #since(seq: number): readonly DurableFrame[] | undefined {
    const frames: DurableFrame[] = [];
    for (const table of this.#tables) {
      const missed = table.since(seq);
      if (missed === undefined) return undefined;
      frames.push(...missed);
    }
    return frames.sort(inOrder);
  }

  /** The seq of the oldest entry that is still stored. */
  #firstStored(): number {
    const { revision } = this.#database;
    if (this.#first?.revision !== revision)
      this.#first = { revision, seq: this.#log.oldest() ?? 1 };
    return this.#first.seq;
  }

  #newestPage(limit: number): readonly DurableFrame[] {
    const { revision } = this.#database;
    // Messages expire without a write, so with an age limit the page cannot be cached.
    const known = this.#newest;
    if (known?.revision === revision && known.limit === limit && !this.#ageLimit.isFinite)
      return known.frames;
    const frames = this.#tables.flatMap((table) => table.newest(limit)).sort(inOrder);
    this.#newest = { revision, limit, frames };
    return frames;
  }
}

const inOrder = (a: DurableFrame, b: DurableFrame): number => a.seq - b.seq;
