import type { AnswerCommand, WriteCommand } from '../../../src/protocol/commands.ts';
import type { Frame, FrameOf } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import type { Result } from '../../../src/protocol/result.ts';
import { Assistant } from '../../../src/room/assistant/assistant.ts';
import type { AssistantEnv } from '../../../src/room/assistant/env.ts';
import { assistantSettings } from '../../../src/room/assistant/settings.ts';
import type { OnCommitted } from '../../../src/room/log/committed-entry.ts';
import type { Tables } from '../../../src/room/log/tables.ts';
import { Clock, Puppet, PuppetQuota, settle } from '../../support/puppet.ts';
import { newRoom } from './people.ts';
import { type Keep, perform, withTables } from './rooms.ts';

type Setting = Keep & { readonly env?: AssistantEnv; readonly room?: string };

/** The assistant on a real database, with a scripted provider and clock. */
export class Stage {
  readonly heard: Frame[] = [];
  readonly clock = new Clock();
  /** How many clients listen, and which of them are known. */
  listeners = 1;
  members: string[] = [];
  /** The address that they ask from. */
  address = '';
  /** Both are replaced after a crash, and the old ones are ignored. */
  puppet = new Puppet();
  readonly quota = new PuppetQuota();
  assistant: Assistant;
  #past = 0;
  readonly #tables: Tables;
  readonly #time: { now: number };
  readonly #env: AssistantEnv;

  /** @param time the clock of the tables, which follows the stage's. */
  constructor(tables: Tables, time: { now: number }, env: AssistantEnv) {
    this.#tables = tables;
    this.#time = time;
    this.#env = env;
    this.assistant = this.#enter();
  }

  /** A person posts a message, which may ask. */
  says(name: string, text: string, more: { replyTo?: string } = {}): Message {
    const frame = this.does(name, { type: 'message', text, ...more }) as FrameOf<'message'>;
    const { type, ...message } = frame;
    return message;
  }

  /** A person edits, deletes or reacts. @returns the frame that everyone gets. */
  does(name: string, act: WriteCommand): Frame {
    this.#time.now = this.clock.now();
    const { frame } = done(perform(this.#tables, { id: `u_${name}`, name }, act));
    if (frame === undefined) throw new Error('nothing changed');
    this.#onCommitted({ frame, origin: { address: this.address } });
    return frame;
  }

  /** A person stops an answer, or asks for it again. */
  performs(name: string, act: AnswerCommand): ReturnType<Assistant['perform']> {
    return this.assistant.perform(`u_${name}`, act, { address: this.address });
  }

  /** Questions that are remembered. */
  get asks(): number {
    return this.#tables.database.all('SELECT at FROM asks').length;
  }

  /** How often a provider was called, before and after crashes. */
  get requests(): number {
    return this.#past + this.puppet.requests.length;
  }

  /** Tokens that are remembered. */
  get spent(): number {
    return this.#tables.database
      .all<{ tokens: number }>('SELECT tokens FROM asks')
      .reduce((sum, { tokens }) => sum + tokens, 0);
  }

  /** A person deletes a message, as the room does it. */
  deletes(name: string, id: string): Frame {
    this.assistant.stopForDeletion(`u_${name}`, id);
    return this.does(name, { type: 'delete', id });
  }

  /** The provider sends this once it was called, and the assistant has received it. */
  async hears(...parts: Parameters<Puppet['say']>): Promise<void> {
    await settle();
    this.puppet.say(...parts);
    await settle();
  }

  /** The room crashes, and wakes with what is on the disk. */
  crash(): void {
    this.#past += this.puppet.requests.length;
    this.puppet = new Puppet();
    this.assistant = this.#enter();
    this.assistant.wake();
  }

  /** As the room does it: everyone gets an entry, then the assistant reacts to it. */
  readonly #onCommitted: OnCommitted = (entry) => {
    this.heard.push(entry.frame);
    this.assistant.onCommitted(entry);
  };

  #enter(): Assistant {
    const { clock, puppet } = this;
    const isDead = () => this.puppet !== puppet;
    return new Assistant({
      settings: assistantSettings(this.#env),
      provider: puppet,
      quota: {
        reserve: async (ask) => {
          const [refusal] = await Promise.allSettled([this.quota.reserve(ask)]);
          // The old instance has crashed: nobody gets the answer.
          if (isDead()) return new Promise(() => {});
          if (refusal.status === 'rejected') throw refusal.reason;
          return refusal.value;
        },
        settle: (id, cost) => this.quota.settle(id, cost),
      },
      tables: this.#tables,
      now: clock.now,
      after: (ms, call) => clock.after(ms, () => isDead() || call()),
      broadcast: (frame) => this.heard.push(frame),
      onCommitted: this.#onCommitted,
      listeners: () => this.listeners,
      begun: () => {},
      room: () => ({ name: 'lobby', online: this.listeners, members: this.members }),
    });
  }
}

/** Gives a test a stage of its own. */
export async function onStage(
  play: (stage: Stage) => Promise<void>,
  { env = {}, room = newRoom(), ...keep }: Setting = {},
): Promise<void> {
  await withTables(room, (tables, _, time) => play(new Stage(tables, time, env)), keep);
}

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}
