// The room of one scene: its initial frames, and its responses.
import type { WriteCommand } from '../protocol/commands.ts';
import type { Frame } from '../protocol/frames.ts';
import type { Message } from '../protocol/message.ts';
import type { PollBody } from '../protocol/rest.ts';
import { ADA, EPOCH, NOW, TALK_END } from './cast.ts';
import type { Scene } from './scene.ts';

const LIMITS = { textChars: 4000, nameChars: 40, frameBytes: 16_384, batchFrames: 50 };

type Named = WriteCommand & { readonly cid?: string };

export class ScriptedRoom {
  readonly #scene: Scene;
  readonly #log: Message[];
  #seq: number;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#log = [...(scene.talk ?? TALK_END)];
    this.#seq = this.#log.at(-1)?.seq ?? 0;
  }

  /** @returns the first frames of a connection. */
  welcome(): Frame[] {
    const { reader, welcome, frames = [] } = this.#scene;
    const cursor = `${EPOCH}.${this.#seq}`;
    const you = reader ? { id: 'r-1', name: '', role: 'reader' } : { ...ADA, role: 'guest' };
    const presence = reader ? { online: 1, members: [] } : { online: 1, members: [ADA] };
    return [
      {
        type: 'welcome',
        ...{ you, room: 'harbour', epoch: EPOCH, cursor, mode: 'fresh' as const },
        ...{ limits: LIMITS, presence, protocol: 1 },
        ...welcome,
      },
      ...this.#log.map((message): Frame => ({ type: 'message', ...message })),
      ...frames,
      { type: 'live', cursor },
    ];
  }

  /** @returns the response to the first poll. */
  poll(): PollBody {
    return { cursor: `${EPOCH}.${this.#seq}`, mode: 'fresh', frames: this.welcome() };
  }

  /**
   * Handles frames from the client. Signals get no response.
   * @returns the room's response.
   */
  answer(frames: readonly Named[]): Frame[] {
    const { acts = 'done' } = this.#scene;
    if (acts === 'never') return [];
    return frames.flatMap(({ cid, ...act }): Frame[] => {
      if (cid === undefined) return [];
      return acts === 'done'
        ? this.#do(act as WriteCommand, cid)
        : [{ type: 'error', ...acts, cid }];
    });
  }

  #do(act: WriteCommand, cid: string): Frame[] {
    const seq = ++this.#seq;
    const ack = (id: string): Frame => ({ type: 'ack', cid, seq, id, timestamp: NOW });
    if (act.type === 'message') {
      const { type, ...said } = act;
      const id = `${EPOCH}-${seq}`;
      const message = { ...said, seq, id, version: seq, user: ADA, timestamp: NOW };
      this.#log.push(message);
      return [ack(id), { type, ...message }];
    }
    const at = this.#log.findIndex(({ id }) => id === act.id);
    const before = this.#log[at];
    if (!before) return [];
    const message = { ...before, version: seq, ...changeOf(before, act) };
    this.#log[at] = message;
    return [ack(act.id), { type: 'changed', seq, message }];
  }
}

function changeOf(
  message: Message,
  act: Exclude<WriteCommand, { type: 'message' }>,
): Partial<Message> {
  if (act.type === 'edit') return { text: act.text, edited: true };
  if (act.type === 'delete') return { text: '', deleted: true, reactions: {} };
  const before = message.reactions?.[act.emoji]?.by ?? [];
  const others = before.filter((id) => id !== ADA.id);
  const by = act.on ? [...others, ADA.id] : others;
  return { reactions: { ...message.reactions, [act.emoji]: { count: by.length, by } } };
}
