import type { Message, Result } from '../../src/client/index.ts';
import { type Ack, type Chat, type ConnectOptions, connect } from '../../src/client/index.ts';
import type { SentCommand } from './recording.ts';
import { session } from './test-client.ts';
import { until } from './until.ts';

/** A user of the SDK in a room, which records what it sent and what it was shown. */
export class SdkClient {
  readonly name: string;
  readonly chat: Chat;
  /** Violations: something shown disappears, or is inserted before what was shown earlier. */
  readonly anomalies: string[] = [];
  readonly #said: { readonly text: string; readonly outcome: Promise<Result<Ack>> }[] = [];
  #shown: readonly Message[] = [];

  /** @param origin where a name is requested, whatever the network to `options.server` is like. */
  static async named(name: string, origin: string, options: ConnectOptions): Promise<SdkClient> {
    const identity = await session(origin, name);
    const store = { load: () => identity, save: () => {} };
    const client = new SdkClient(name, connect({ store, ...options }));
    await client.expectAt('live');
    return client;
  }

  private constructor(name: string, chat: Chat) {
    this.name = name;
    this.chat = chat;
    chat.messages.subscribe((messages) => this.#look(messages));
  }

  /** The connection state. */
  get at(): ReturnType<Chat['state']['get']>['at'] {
    return this.chat.state.get().at;
  }

  get id(): string {
    return this.chat.you.get()?.id ?? '';
  }

  get texts(): string[] {
    return this.chat.messages.get().map(({ text }) => text);
  }

  say(text: string): Promise<Result<Ack>> {
    const outcome = this.chat.send(text);
    this.#said.push({ text, outcome });
    return outcome;
  }

  /** All they sent in order, once each has succeeded. */
  async sentCommands(): Promise<SentCommand[]> {
    const sentCommands: SentCommand[] = [];
    for (const { text, outcome } of this.#said) {
      const result = await outcome;
      if (!result.ok) throw new Error(`${this.name}'s "${text}" ended in ${result.fault.code}`);
      const { id, seq } = result.value;
      const ack = { type: 'ack', id, seq, timestamp: 0 } as const;
      sentCommands.push({ by: this.id, act: { type: 'message', text }, acks: [ack] });
    }
    return sentCommands;
  }

  async expectAt(at: SdkClient['at'], patienceMs?: number): Promise<void> {
    await until(`${this.name} is ${at}`, () => this.at === at, patienceMs);
  }

  #look(messages: readonly Message[]): void {
    this.#shown.forEach(({ id }, at) => {
      if (messages[at]?.id !== id) this.anomalies.push(`${this.name} lost sight of ${id}`);
    });
    messages.forEach(({ seq }, at) => {
      if (seq <= (messages[at - 1]?.seq ?? 0)) this.anomalies.push(`${this.name} has ${seq} late`);
    });
    this.#shown = messages;
  }
}
