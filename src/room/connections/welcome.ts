import type { Frame, Presence, ResumeMode } from '../../protocol/frames.ts';
import { clientLimits, type Limits } from '../../protocol/limits.ts';
import { cursorOf } from '../../protocol/place.ts';
import type { RoomFacts } from '../../protocol/rest.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Assistant } from '../assistant/assistant.ts';
import type { History } from '../log/message-table.ts';
import type { Visitor } from '../principal.ts';

export type Surroundings = {
  readonly room: string;
  readonly limits: Limits;
  readonly welcomeText: string;
  readonly history: History;
  readonly head: () => { epoch: string; seq: number };
  readonly presence: () => Presence;
  readonly reads: () => Record<string, number>;
  readonly assistant: Pick<Assistant, 'facts' | 'snapshots'> | undefined;
};

export type CatchUp = {
  readonly mode: ResumeMode;
  readonly cursor: string;
  readonly frames: Frame[];
};

/**
 * The frames that every connection begins with, whatever carries it: `welcome`, what it has not
 * seen, `live` [R31]. Read in one synchronous turn, in which the caller also lets it go live.
 */
export function catchUp(
  around: Surroundings,
  visitor: Visitor,
  since: string | undefined,
): CatchUp {
  const { limits, welcomeText } = around;
  const head = around.head();
  const cursor = cursorOf(head);
  const { mode, frames, first } = around.history.replay(since, {
    replay: limits.replayFrames,
    page: Math.ceil(limits.pageMessages / 2),
  });
  const welcome: Frame = {
    type: 'welcome',
    you: { ...visitor.user, role: visitor.role },
    room: around.room,
    epoch: head.epoch,
    cursor,
    mode,
    limits: clientLimits(limits),
    presence: around.presence(),
    reads: around.reads(),
    ...(around.assistant && { assistant: around.assistant.facts }),
    protocol: PROTOCOL_VERSION,
  };
  // What a client still has of before is to be shown no longer.
  const pruned: Frame[] = first > 1 ? [{ type: 'pruned', before: first }] : [];
  const greeting: Frame[] =
    mode === 'fresh' && welcomeText !== '' ? [{ type: 'system', text: welcomeText }] : [];
  // Read in the turn in which the deltas that follow find this connection live [R103].
  const answers = around.assistant?.snapshots() ?? [];
  const live: Frame = { type: 'live', cursor };
  return { mode, cursor, frames: [welcome, ...pruned, ...greeting, ...frames, ...answers, live] };
}

/** What anyone may know of the room without being in it. */
export const factsOf = ({ room, limits, presence, assistant }: Surroundings): RoomFacts => ({
  name: room,
  topic: null,
  online: presence().online,
  policies: { read: 'everyone', write: 'guests' },
  limits: clientLimits(limits),
  ...(assistant && { assistant: assistant.facts }),
});
