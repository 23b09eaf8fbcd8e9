// The current messages, folded from frames and pages of history. The highest version per seq wins, so the
// order and repetition of the input do not matter [I6].
import type { Message } from '../../protocol/message.ts';
import { indexOfSeq } from './index-of-seq.ts';

export type Timeline = {
  /** By seq, without holes from the first to the last. */
  readonly messages: readonly Message[];
  /** Newer states of messages before the first. A page on its way may hold them as they were. */
  readonly early: ReadonlyMap<number, Message>;
};

export const emptyTimeline: Timeline = { messages: [], early: new Map() };

/**
 * One message learned. A `message` frame or a page places it; a `changed` frame tells its newest
 * state only, and may be about one that is not loaded.
 */
export type News = { readonly message: Message; readonly places: boolean };

/** Adds what was learned. Costs one pass over the array at most, however much it is. */
export function merge(timeline: Timeline, news: readonly News[]): Timeline {
  const floor = lowest(timeline, news);
  const early = new Map(timeline.early);
  const latest = new Map<number, Message>();
  for (const { message } of news) keepNewer(message.seq < floor ? early : latest, message);
  for (const [seq, message] of early) {
    if (seq < floor) continue;
    early.delete(seq);
    keepNewer(latest, message);
  }
  const messages = mergeSorted(timeline.messages, latest);
  const unchanged = messages === timeline.messages && early.size === timeline.early.size;
  // With as many early ones as before, only a newer version of one of them may differ.
  return unchanged && early.size === 0 ? timeline : { messages, early };
}

/** Drops messages that the room no longer keeps [R37]. */
export const forget = (timeline: Timeline, before: number): Timeline => ({
  ...timeline,
  messages: timeline.messages.filter(({ seq }) => seq >= before),
});

function lowest(timeline: Timeline, news: readonly News[]): number {
  let floor = timeline.messages[0]?.seq ?? Infinity;
  for (const { message, places } of news) if (places && message.seq < floor) floor = message.seq;
  return floor;
}

function keepNewer(map: Map<number, Message>, message: Message): void {
  const known = map.get(message.seq);
  if (!known || message.version > known.version) map.set(message.seq, message);
}

function mergeSorted(
  messages: readonly Message[],
  latest: ReadonlyMap<number, Message>,
): readonly Message[] {
  const merged = messages.slice();
  const fresh: Message[] = [];
  let changed = false;
  for (const message of latest.values()) {
    const at = indexOfSeq(messages, message.seq);
    const known = messages[at];
    if (known?.seq !== message.seq) fresh.push(message);
    else if (message.version > known.version) {
      merged[at] = message;
      changed = true;
    }
  }
  if (fresh.length === 0) return changed ? merged : messages;
  const last = messages.at(-1)?.seq ?? -1;
  const inOrder = fresh.every(({ seq }, i) => seq > (fresh[i - 1]?.seq ?? last));
  merged.push(...fresh);
  return inOrder ? merged : merged.sort((a, b) => a.seq - b.seq);
}
