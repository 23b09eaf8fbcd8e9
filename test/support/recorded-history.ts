import { isDurable } from '../../src/protocol/durable.ts';
import type { Frame } from '../../src/protocol/frames.ts';
import { cursorOf } from '../../src/protocol/place.ts';
import { until } from './until.ts';

/** The frames that one reader received over all connections, and the cursor to resume with. */
export class RecordedHistory {
  readonly name: string;
  readonly frames: Frame[] = [];
  #epoch = '';
  #cursor: string | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** The reader's position, by the rules of the contract; `undefined` before anything arrived. */
  get cursor(): string | undefined {
    return this.#cursor;
  }

  add(frames: readonly Frame[]): void {
    for (const frame of frames) {
      this.frames.push(frame);
      if (frame.type === 'welcome') this.#epoch = frame.epoch;
      else if (frame.type === 'live') this.#cursor = frame.cursor;
      else if (isDurable(frame)) this.#cursor = cursorOf({ epoch: this.#epoch, seq: frame.seq });
    }
  }

  /** The texts of the messages, in the order of arrival. */
  get texts(): string[] {
    return this.frames.flatMap((frame) => (frame.type === 'message' ? [frame.text] : []));
  }

  has(text: string): boolean {
    return this.frames.some((frame) => frame.type === 'message' && frame.text === text);
  }

  async expectSeen(text: string): Promise<void> {
    await until(`${this.name} has seen "${text.slice(0, 60)}"`, () => this.has(text));
  }

  /** Waits for a matching frame. */
  expect<T extends Frame['type']>(
    type: T,
    fits: (frame: Frame & { type: T }) => boolean = () => true,
    patienceMs?: number,
  ): Promise<Frame & { type: T }> {
    const isIt = (frame: Frame): frame is Frame & { type: T } =>
      frame.type === type && fits(frame as Frame & { type: T });
    return until(`${this.name} gets "${type}"`, () => this.frames.find(isIt), patienceMs);
  }
}
