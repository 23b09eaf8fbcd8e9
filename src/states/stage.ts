// A world for the real client, in which one scene's room is all there is and time stands still.
import type { Change, ConnectTo } from '../client/app/first-load.ts';
import { memoryOutbox, type OpenOutboxStorage, Value } from '../client/app/first-load.ts';
import type { Environment, SessionBody } from '../client/index.ts';
import { ERRORS } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frames.ts';
import { ADA, NOW, ROOM } from './cast.ts';
import type { Answer, Door, Scene } from './scene.ts';
import { ScriptedRoom } from './scripted-room.ts';
import { type StageLine, stageSocket } from './stage-socket.ts';
import { StillClock } from './still-clock.ts';

const never = new Promise<never>(() => {});

export class Stage {
  readonly clock = new StillClock(NOW);
  readonly #scene: Scene;
  readonly #room: ScriptedRoom;
  #door: Door;
  #line: StageLine | null = null;
  #ids = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#room = new ScriptedRoom(scene);
    this.#door = scene.door ?? 'open';
  }

  /** What to connect with, but for the network. */
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
      keepOutbox: (...of) => (this.#scene.forgetful ? memoryOutbox : persistingOutbox)(...of),
    };
  }

  /** The world but for the network. */
  environment(): Partial<Environment> {
    return {
      clock: this.clock,
      // The longest wait there is: no jitter on a picture.
      random: () => 1,
      newId: () => `cid-${++this.#ids}`,
      transports: [this.#scene.transport ?? 'websocket'],
      hidden: () => false,
      onWake: () => () => {},
    };
  }

  /** All that leads to the room. */
  network(): Pick<Environment, 'WebSocket' | 'fetch'> {
    return {
      WebSocket: stageSocket((line) => this.#knock(line)),
      fetch: (input, init) => this.#fetch(new URL(String(input)), String(init?.body ?? '{}')),
    };
  }

  /** Whether whoever knocks is let in. */
  get isOpen(): boolean {
    return this.#door === 'open';
  }

  /** Whether there is nothing to be told about what was said before. */
  get hasWholeTalk(): boolean {
    return this.#scene.pages === undefined;
  }

  /** The room speaks. */
  hear(frames: readonly Frame[]): void {
    this.#line?.say(frames);
  }

  /** The line breaks, and from now on the door is like this. */
  lose(door: Door): void {
    this.#door = door;
    this.#line?.end(1006, '');
  }

  /** @returns how to answer what comes over the line. */
  #knock(line: StageLine): (frames: unknown[]) => void {
    const door = this.#door;
    if (door === 'open') {
      this.#line = line;
      line.say(this.#room.greeting());
    } else if (door === 'broken') line.end(1006, '');
    else if (door !== 'silent') {
      line.say([{ type: 'error', ...door }]);
      line.end(ERRORS[door.code].close, door.code);
    }
    return (frames) => line.say(this.#room.answer(frames as Parameters<ScriptedRoom['answer']>[0]));
  }

  async #fetch({ pathname, searchParams }: URL, body: string): Promise<Response> {
    const { acts = 'done', pages = 'done', names = 'done' } = this.#scene;
    const routes: Record<string, () => Response | Promise<Response>> = {
      session: () => answered(names, () => sessionOf(JSON.parse(body).name ?? ADA.name)),
      messages: () => answered(pages, () => ({ messages: [], before: null })),
      frames: () => answered(acts, () => this.#room.answer(JSON.parse(body))),
      events: () => eventStream(this.#room.greeting()),
      // A poll that does not wait is the first; after it there is no news.
      poll: () => (searchParams.get('wait') === '0' ? Response.json(this.#room.poll()) : never),
    };
    return routes[pathname.split('/').at(-1) ?? '']?.() ?? never;
  }
}

/** Keeps entries as a browser that stores them does, and forgets them with the page. */
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
