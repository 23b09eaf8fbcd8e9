import type { Frame, Presence, ResumeMode } from '../protocol/frames.ts';
import { clientLimits, type Limits } from '../protocol/limits.ts';
import { cursorOf } from '../protocol/place.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { History } from './history.ts';
import type { Visitor } from './visitor.ts';

type Surroundings = {
  readonly room: string;
  readonly limits: Limits;
  readonly welcomeText: string;
  readonly history: History;
  readonly head: () => { epoch: string; seq: number };
  readonly presence: () => Presence;
  readonly reads: () => Record<string, number>;
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
  const { mode, frames } = around.history.replay(since, {
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
    protocol: PROTOCOL_VERSION,
  };
  const greeting: Frame[] =
    mode === 'fresh' && welcomeText !== '' ? [{ type: 'system', text: welcomeText }] : [];
  return { mode, cursor, frames: [welcome, ...greeting, ...frames, { type: 'live', cursor }] };
}
