import type { AnswerCommand, WriteCommand } from '../../../src/protocol/commands.ts';
import type { Frame, FrameOf } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import type { Result } from '../../../src/protocol/result.ts';
import { Assistant } from '../../../src/room/assistant/assistant.ts';
import type { AssistantEnv } from '../../../src/room/assistant/env.ts';
import { assistantSettings } from '../../../src/room/assistant/settings.ts';
import type { OnCommitted } from '../../../src/room/log/committed-entry.ts';
import type { Tables } from '../../../src/room/log/tables.ts';
import { Clock, ScriptedProvider, ScriptedQuota, settle } from '../../support/scripted-provider.ts';
import { type Keep, perform, withTables } from './rooms.ts';
import { newRoom } from './test-client.ts';

type Setting = Keep & { readonly env?: AssistantEnv; readonly room?: string };

/** The assistant on a real database, with a scripted provider and clock. */
export class AssistantHarness {
  readonly received: Frame[] = [];
  readonly clock = new Clock();
  /** How many clients listen, and which of them are known. */
  listeners = 1;
  members: string[] = [];
  /** The address that they ask from. */
  address = '';
  /** Both are replaced after a crash, and the old ones are ignored. */
  provider = new ScriptedProvider();
  readonly quota = new ScriptedQuota();
  assistant: Assistant;
  #past = 0;
  readonly #tables: Tables;
  readonly #time: { now: number };
  readonly #env: AssistantEnv;

  /** @param time the clock of the tables, which follows the harness's. */
  constructor(tables: Tables, time: { now: number }, env: AssistantEnv) {
    this.#tables = tables;
    this.#time = time;
    this.#env = env;
    this.assistant = this.#enter();
  }

  /** Posts a message, which may ask the assistant. */
  post(name: string, text: string, more: { replyTo?: string } = {}): Message {
    const frame = this.execute(name, { type: 'message', text, ...more }) as FrameOf<'message'>;
    const { type, ...message } = frame;
    return message;
  }

  /**
   * Edits, deletes or reacts.
   * @returns the frame that is broadcast.
   */
  execute(name: string, act: WriteCommand): Frame {
    this.#time.now = this.clock.now();
    const { frame } = done(perform(this.#tables, { id: `u_${name}`, name }, act));
    if (frame === undefined) throw new Error('nothing changed');
    this.#onCommitted({ frame, origin: { address: this.address } });
    return frame;
  }

  /** Stops an answer, or asks for it again. */
  perform(name: string, act: AnswerCommand): ReturnType<Assistant['perform']> {
    return this.assistant.perform(`u_${name}`, act, { address: this.address });
  }

  /** Questions that are remembered. */
  get asks(): number {
    return this.#tables.database.all('SELECT at FROM asks').length;
  }

  /** How often a provider was called, before and after crashes. */
  get requests(): number {
    return this.#past + this.provider.requests.length;
  }

  /** Tokens that are remembered. */
  get spent(): number {
    return this.#tables.database
      .all<{ tokens: number }>('SELECT tokens FROM asks')
      .reduce((sum, { tokens }) => sum + tokens, 0);
  }

  /** Deletes a message, as the room does. */
  delete(name: string, id: string): Frame {
    this.assistant.stopForDeletion(`u_${name}`, id);
    return this.execute(name, { type: 'delete', id });
  }

  /** The provider sends this once it was called, and the assistant has received it. */
  async provide(...parts: Parameters<ScriptedProvider['say']>): Promise<void> {
    await settle();
    this.provider.say(...parts);
    await settle();
  }

  /** The room crashes, and wakes with what is on the disk. */
  crash(): void {
    this.#past += this.provider.requests.length;
    this.provider = new ScriptedProvider();
    this.assistant = this.#enter();
    this.assistant.wake();
  }

  /** As the room does it: everyone gets an entry, then the assistant reacts to it. */
  readonly #onCommitted: OnCommitted = (entry) => {
    this.received.push(entry.frame);
    this.assistant.onCommitted(entry);
  };

  #enter(): Assistant {
    const { clock, provider } = this;
    const isDead = () => this.provider !== provider;
    return new Assistant({
      settings: assistantSettings(this.#env),
      provider: provider,
      quota: {
        reserve: async (ask) => {
          const [refusal] = await Promise.allSettled([this.quota.reserve(ask)]);
          // The old instance has crashed, so its caller must not get a response.
          if (isDead()) return new Promise(() => {});
          if (refusal.status === 'rejected') throw refusal.reason;
          return refusal.value;
        },
        settle: (id, cost) => this.quota.settle(id, cost),
      },
      tables: this.#tables,
      now: clock.now,
      after: (ms, call) => clock.after(ms, () => isDead() || call()),
      broadcast: (frame) => this.received.push(frame),
      onCommitted: this.#onCommitted,
      listeners: () => this.listeners,
      begun: () => {},
      room: () => ({ name: 'lobby', online: this.listeners, members: this.members }),
    });
  }
}

/** Gives a test a harness of its own. */
export async function withAssistant(
  play: (harness: AssistantHarness) => Promise<void>,
  { env = {}, room = newRoom(), ...keep }: Setting = {},
): Promise<void> {
  await withTables(room, (tables, _, time) => play(new AssistantHarness(tables, time, env)), keep);
}

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}
