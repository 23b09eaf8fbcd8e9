// The environment of the real client in a scene: a scripted room instead of the network, and a
// clock that only advances on request.
import type { Change, ConnectTo } from '../client/app/first-load.ts';
import { memoryOutbox, type OpenOutboxStorage, Value } from '../client/app/first-load.ts';
import type { Environment, SessionBody } from '../client/index.ts';
import { ERRORS } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frames.ts';
import { ADA, NOW, ROOM } from './cast.ts';
import type { Answer, ConnectResponse, Scene } from './scene.ts';
import { ScriptedRoom } from './scripted-room.ts';
import { fakeSocketClass, type RoomSocket } from './stage-socket.ts';
import { StillClock } from './still-clock.ts';

const never = new Promise<never>(() => {});

export class Stage {
  readonly clock = new StillClock(NOW);
  readonly #scene: Scene;
  readonly #room: ScriptedRoom;
  #connectResponse: ConnectResponse;
  #socket: RoomSocket | null = null;
  #ids = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#room = new ScriptedRoom(scene);
    this.#connectResponse = scene.onConnect ?? 'open';
  }

  /** Options to connect with, without the environment. */
  options(): Omit<ConnectTo, 'environment'> {
    let session = this.#scene.reader ? null : sessionOf(ADA.name);
    return {
      server: 'https://chat.example',
      room: this.#scene.room ?? ROOM,
      store: {
        load: () => session,
        save(next) {
          session = next;
        },
      },
      keepOutbox: (...of) => (this.#scene.withoutStorage ? memoryOutbox : persistingOutbox)(...of),
    };
  }

  /** The environment, without the network. */
  environment(): Partial<Environment> {
    return {
      clock: this.clock,
      // The longest backoff, without jitter, so that screenshots are reproducible.
      random: () => 1,
      newId: () => `cid-${++this.#ids}`,
      transports: [this.#scene.transport ?? 'websocket'],
      hidden: () => false,
      onWake: () => () => {},
    };
  }

  /** Replacements for the network that lead to the scripted room. */
  network(): Pick<Environment, 'WebSocket' | 'fetch'> {
    return {
      WebSocket: fakeSocketClass((socket) => this.#connect(socket)),
      fetch: (input, init) => this.#fetch(new URL(String(input)), String(init?.body ?? '{}')),
    };
  }

  /** Whether the room accepts connections. */
  get isOpen(): boolean {
    return this.#connectResponse === 'open';
  }

  /** Whether requests for earlier messages succeed. */
  get hasWholeTalk(): boolean {
    return this.#scene.pages === undefined;
  }

  /** The room sends frames. */
  send(frames: readonly Frame[]): void {
    this.#socket?.send(frames);
  }

  /**
   * Breaks the connection.
   * @param connectResponse how the room responds from now on.
   */
  disconnect(connectResponse: ConnectResponse): void {
    this.#connectResponse = connectResponse;
    this.#socket?.end(1006, '');
  }

  /**
   * Opens a connection.
   * @returns the handler of frames from the client.
   */
  #connect(socket: RoomSocket): (frames: unknown[]) => void {
    const connectResponse = this.#connectResponse;
    if (connectResponse === 'open') {
      this.#socket = socket;
      socket.send(this.#room.welcome());
    } else if (connectResponse === 'broken') socket.end(1006, '');
    else if (connectResponse !== 'silent') {
      socket.send([{ type: 'error', ...connectResponse }]);
      socket.end(ERRORS[connectResponse.code].close, connectResponse.code);
    }
    return (frames) =>
      socket.send(this.#room.answer(frames as Parameters<ScriptedRoom['answer']>[0]));
  }

  async #fetch({ pathname, searchParams }: URL, body: string): Promise<Response> {
    const { acts = 'done', pages = 'done', names = 'done' } = this.#scene;
    const routes: Record<string, () => Response | Promise<Response>> = {
      session: () => answered(names, () => sessionOf(JSON.parse(body).name ?? ADA.name)),
      messages: () => answered(pages, () => ({ messages: [], before: null })),
      frames: () => answered(acts, () => this.#room.answer(JSON.parse(body))),
      events: () => eventStream(this.#room.welcome()),
      // The first poll does not wait. Later polls never return, because nothing happens.
      poll: () => (searchParams.get('wait') === '0' ? Response.json(this.#room.poll()) : never),
    };
    return routes[pathname.split('/').at(-1) ?? '']?.() ?? never;
  }
}

/** Reports entries as stored durably, but only keeps them in memory. */
const persistingOutbox: OpenOutboxStorage = (...of) => {
  const storage = memoryOutbox(...of);
  const kept: Change = (entries) => entries.map((entry) => ({ ...entry, kept: true }));
  return {
    ...storage,
    durable: new Value(true),
    change: (change) => storage.change((entries) => kept(change(entries))),
  };
};

const sessionOf = (name: string): SessionBody | null => ({
  token: 'token',
  user: { id: ADA.id, name, role: 'guest' },
  expiresAt: NOW + 86_400_000,
});

function answered(answer: Answer, body: () => unknown): Response | Promise<Response> {
  if (answer === 'never') return never;
  if (answer === 'done') return Response.json(body());
  return Response.json({ error: answer }, { status: ERRORS[answer.code].status });
}

function eventStream(frames: readonly Frame[]): Response {
  const events = frames.map((frame) => `event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`);
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(events.join(''))),
  });
  return new Response(stream, { headers: { 'Content-Type': 'text/event-stream' } });
}
