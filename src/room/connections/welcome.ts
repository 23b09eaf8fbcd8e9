import type { AssistantFacts } from '../../protocol/assistant.ts';
import type { DurableFrame, Frame, Presence, ResumeMode } from '../../protocol/frames.ts';
import { clientLimits, type Limits } from '../../protocol/limits.ts';
import { cursorOf } from '../../protocol/place.ts';
import type { RoomFacts } from '../../protocol/rest.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Principal } from '../principal.ts';

export type WelcomeDeps = {
  readonly room: string;
  readonly limits: Limits;
  readonly welcomeText: string;
  /** Returns what a client at a cursor has missed [I4]. */
  readonly replay: (since: string | undefined) => {
    readonly mode: ResumeMode;
    readonly frames: readonly DurableFrame[];
    /** Messages before this seq are no longer served. */
    readonly first: number;
  };
  readonly head: () => { epoch: string; seq: number };
  readonly presence: () => Presence;
  readonly reads: () => Record<string, number>;
  readonly assistant:
    | {
        readonly facts: AssistantFacts;
        /** Returns the text so far of each answer that is being written [R103]. */
        readonly snapshots: () => readonly Frame[];
      }
    | undefined;
};

export type Welcome = {
  readonly mode: ResumeMode;
  readonly cursor: string;
  readonly frames: Frame[];
};

/**
 * Builds the first frames of a connection, for every transport: `welcome`, the replay, `live`
 * [R31]. The caller must make the connection live in the same synchronous turn, so that it misses
 * no frame.
 * @param since the client's cursor; `undefined` for a client that has none.
 */
export function welcomeFrames(
  deps: WelcomeDeps,
  principal: Principal,
  since: string | undefined,
): Welcome {
  const { limits, welcomeText } = deps;
  const head = deps.head();
  const cursor = cursorOf(head);
  const { mode, frames, first } = deps.replay(since);
  const welcome: Frame = {
    type: 'welcome',
    you: { ...principal.user, role: principal.role },
    room: deps.room,
    epoch: head.epoch,
    cursor,
    mode,
    limits: clientLimits(limits),
    presence: deps.presence(),
    reads: deps.reads(),
    ...(deps.assistant && { assistant: deps.assistant.facts }),
    protocol: PROTOCOL_VERSION,
  };
  // A client that resumes may still show messages that are no longer served.
  const pruned: Frame[] = first > 1 ? [{ type: 'pruned', before: first }] : [];
  const greeting: Frame[] =
    mode === 'fresh' && welcomeText !== '' ? [{ type: 'system', text: welcomeText }] : [];
  // The connection goes live in this turn, so it gets all deltas that follow the snapshots [R103].
  const answers = deps.assistant?.snapshots() ?? [];
  const live: Frame = { type: 'live', cursor };
  return { mode, cursor, frames: [welcome, ...pruned, ...greeting, ...frames, ...answers, live] };
}

/** @returns the public facts about the room, for clients that are not connected to it. */
export const factsOf = ({ room, limits, presence, assistant }: WelcomeDeps): RoomFacts => ({
  name: room,
  topic: null,
  online: presence().online,
  policies: { read: 'everyone', write: 'guests' },
  limits: clientLimits(limits),
  ...(assistant && { assistant: assistant.facts }),
});
