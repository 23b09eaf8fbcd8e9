import { isDurable } from '../../src/protocol/durable.ts';
import type { Frame } from '../../src/protocol/frames.ts';
import type { Message } from '../../src/protocol/message.ts';
import type { Anomaly, Recording } from './recording.ts';

/** A seq in the log: a message's own, or that of a change of one. */
export type Entry = { readonly seq: number; readonly message: number };

/** Everything that any reader saw of a room's log, merged. Contradictions become anomalies. */
export class MergedLog {
  readonly anomalies: Anomaly[] = [];
  /** Each state of each message, and who saw it first. */
  readonly states: { message: Message; where: string }[] = [];
  readonly #ids = new Map<number, string>();
  readonly #places = new Map<string, number>();
  readonly #contents = new Map<string, string>();
  readonly #entries = new Map<number, Entry>();

  constructor({ stored, readers }: Recording) {
    for (const message of stored) this.#take(message, 'the history');
    for (const { name, frames } of readers)
      for (const frame of frames) if (isDurable(frame)) this.#see(frame, name);
  }

  /** What is known of the log, in order. */
  entries(): Entry[] {
    return [...this.#entries.values()].sort((a, b) => a.seq - b.seq);
  }

  #see(frame: Frame & { type: 'message' | 'changed' }, where: string): void {
    if (frame.type === 'changed') {
      this.#take(frame.message, where);
      this.#enter(frame.seq, frame.message.seq, where);
    } else {
      const { type: _, ...message } = frame;
      this.#take(message, where);
    }
  }

  #take(message: Message, where: string): void {
    const { seq, id, version } = message;
    this.#enter(seq, seq, where);
    if (version > seq) this.#enter(version, seq, where);
    if ((this.#ids.get(seq) ?? id) !== id || (this.#places.get(id) ?? seq) !== seq)
      this.#differ(`${where} has ${id} at ${seq}, others have ${this.#ids.get(seq)} there`);
    this.#ids.set(seq, id);
    this.#places.set(id, seq);

    const key = `${seq} in version ${version}`;
    const content = canonical(message);
    const before = this.#contents.get(key);
    if (before === undefined) {
      this.#contents.set(key, content);
      this.states.push({ message, where });
    } else if (before !== content) this.#differ(`${where} has ${key} as ${content}, not ${before}`);
  }

  #enter(seq: number, message: number, where: string): void {
    const before = this.#entries.get(seq);
    if (before !== undefined && before.message !== message)
      this.#differ(`${where} has ${seq} for message ${message}, others for ${before.message}`);
    this.#entries.set(seq, { seq, message });
  }

  #differ(says: string): void {
    this.anomalies.push({ kind: 'inconsistent', says });
  }
}

/** JSON in which the order of an object's keys makes no difference. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
