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
  /** Of the database when it was read. */
  readonly revision: number;
  readonly limit: number;
  readonly frames: readonly DurableFrame[];
};

/** Reads the log for clients that connect: what they missed, of every durable kind. It writes nothing. */
export class Replay {
  readonly #database: Database;
  readonly #log: Pick<Log, 'head' | 'oldest'>;
  readonly #tables: readonly EntryTable[];
  readonly #ageLimit: AgeLimit;
  /** The newest page as it was last read: a thousand people who join at once get the same. */
  #newest: NewestPage | undefined;
  /** The seq of the oldest entry, for the same reason. */
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
   * What a client must get to be where the log is [I4]: exactly what it missed, or the newest page
   * with the reason why.
   * @param limits how much a resume replays, how long the page is.
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
    // Seq is dense, so this counts what would be replayed without reading it.
    return head - from.seq > most || from.seq < first - 1 ? 'gap' : 'resumed';
  }

  /**
   * Everything after a seq as it stands now, in the order of the log [I3]; `undefined` if something
   * was missed that is no longer served.
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
    // Messages that expire do so without a write.
    const known = this.#newest;
    if (known?.revision === revision && known.limit === limit && !this.#ageLimit.isFinite)
      return known.frames;
    const frames = this.#tables.flatMap((table) => table.newest(limit)).sort(inOrder);
    this.#newest = { revision, limit, frames };
    return frames;
  }
}

const inOrder = (a: DurableFrame, b: DurableFrame): number => a.seq - b.seq;
