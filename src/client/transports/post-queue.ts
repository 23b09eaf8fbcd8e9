// What goes to the room by POST: one request under way, and what is sent meanwhile gathers for the
// next, so that order is kept and a slow network is not asked more than it can answer.

export type OutgoingWorld = {
  /** @returns the room's replies as one text, or `null` where the line is gone. */
  readonly post: (body: string) => Promise<string | null>;
  readonly hear: (data: string) => void;
};

// The room says its own in `welcome`.
const LIMITS = { frameBytes: 16_384, batchFrames: 50 };

// A UTF-16 unit takes at most this many bytes in UTF-8; counting them exactly saves nothing here.
const MOST_BYTES_PER_CHAR = 3;

export class Outgoing {
  readonly #world: OutgoingWorld;
  #limits = LIMITS;
  #waiting: string[] = [];
  #posting = false;
  /** What the room said while an answer is due: everybody hears their answer first. */
  #held: string[] = [];

  constructor(world: OutgoingWorld) {
    this.#world = world;
  }

  allow(limits: Partial<typeof LIMITS>): void {
    this.#limits = { ...LIMITS, ...limits };
  }

  add(frame: string): void {
    this.#waiting.push(frame);
    if (!this.#posting) void this.#post();
  }

  /** @returns whether it is kept for later. */
  hold(data: string): boolean {
    if (this.#posting) this.#held.push(data);
    return this.#posting;
  }

  /** Hands out what was kept. */
  release(): void {
    for (const data of this.#held.splice(0)) this.#world.hear(data);
  }

  async #post(): Promise<void> {
    this.#posting = true;
    let replies: string | null = '[]';
    while (replies !== null && this.#waiting.length > 0) {
      replies = await this.#world.post(this.#nextBody());
      if (replies !== null && replies !== '[]') this.#world.hear(replies);
      this.release();
    }
    this.#posting = false;
  }

  #nextBody(): string {
    const { frameBytes, batchFrames } = this.#limits;
    let fitting = 0;
    let chars = 2;
    for (const frame of this.#waiting) {
      chars += frame.length + 1;
      // What was sent together is an array already, within the limits.
      if (
        frame.startsWith('[') ||
        fitting === batchFrames ||
        chars * MOST_BYTES_PER_CHAR > frameBytes
      )
        break;
      fitting++;
    }
    // One that is too large, or an array, goes by itself.
    const frames = this.#waiting.splice(0, Math.max(fitting, 1));
    return frames.length === 1 ? `${frames[0]}` : `[${frames.join()}]`;
  }
}
