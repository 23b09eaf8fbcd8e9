// Sends frames by POST, one request at a time. Frames sent meanwhile are batched into the next request, so
// the order is kept and a slow network is not overloaded.

export type PostQueueDeps = {
  /** @returns the room's replies as one text, or `null` if the connection is gone. */
  readonly post: (body: string) => Promise<string | null>;
  readonly hear: (data: string) => void;
};

// The defaults; `welcome` has the room's own.
const LIMITS = { frameBytes: 16_384, batchFrames: 50 };

// A UTF-16 unit takes at most this many bytes in UTF-8; counting them exactly saves nothing here.
const MOST_BYTES_PER_CHAR = 3;

export class PostQueue {
  readonly #deps: PostQueueDeps;
  #limits = LIMITS;
  #waiting: string[] = [];
  #posting = false;
  /** Frames received while an answer is due: the answer comes first. */
  #held: string[] = [];

  constructor(deps: PostQueueDeps) {
    this.#deps = deps;
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

  /** Passes on the held frames. */
  release(): void {
    for (const data of this.#held.splice(0)) this.#deps.hear(data);
  }

  async #post(): Promise<void> {
    this.#posting = true;
    let replies: string | null = '[]';
    while (replies !== null && this.#waiting.length > 0) {
      replies = await this.#deps.post(this.#nextBody());
      if (replies !== null && replies !== '[]') this.#deps.hear(replies);
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
