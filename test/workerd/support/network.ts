import type { Frame, FrameOf } from '../../../src/protocol/frames.ts';
import { ask } from './test-client.ts';

/** What happens to a message on its way; for one that arrives last, its reply is lost. */
export type Fate = 'arrives' | 'goes unanswered' | 'arrives last' | 'is lost' | FrameOf<'error'>;

/** The replies to a batch: a command that must wait holds back what follows it [R63]. */
type Met = Exclude<Fate, FrameOf<'error'>> | readonly FrameOf<'error'>[];

type Named = { readonly type: string; readonly cid?: string; readonly text?: string };

/** A client's network: it leads to the real Worker over any transport, and has faults. */
export class Network {
  /** Each message that the client sent, as often as it did. */
  readonly sent: { readonly cid: string; readonly text: string }[] = [];
  /** The room's replies that reached the client. */
  readonly acks: FrameOf<'ack'>[] = [];
  /** Messages sent while another was still unanswered. */
  readonly overtaking: string[] = [];
  /** The paths that the client requested over HTTP. */
  readonly asked: string[] = [];
  readonly #fates = new Map<string, Fate>();
  readonly #lines = new Set<() => void>();
  readonly #unanswered = new Set<string>();
  #open = true;

  /** The next time this text is sent, this happens to it. */
  once(text: string, fate: Fate): void {
    this.#fates.set(text, fate);
  }

  /** Closes all connections, and lets nothing through. */
  shut(): void {
    this.#open = false;
    for (const cut of this.#lines) cut();
  }

  /** Lets everything through again. */
  reopen(): void {
    this.#open = true;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const { pathname, search } = new URL(String(input));
    const { method = 'GET', headers = {}, body, signal } = init;
    if (!this.#open) throw new TypeError('The network is down.');
    const fate = pathname.endsWith('/frames') ? this.recordSent(String(body)) : 'arrives';
    if (fate === 'is lost') throw new TypeError('The request was lost.');
    if (typeof fate === 'object') return Response.json(fate);
    this.asked.push(pathname);
    const line = new AbortController();
    const cut = () => line.abort();
    this.#lines.add(cut);
    const response = await ask(pathname + search, {
      ...{ method, headers, body: body ?? null },
      signal: signal ? AbortSignal.any([signal, line.signal]) : line.signal,
    });
    // The room has it by now.
    if (fate === 'arrives last') this.shut();
    if (fate !== 'arrives') throw new TypeError('The answer was lost.');
    if (pathname.endsWith('/frames') && response.ok)
      this.recordReceived(await response.clone().text());
    return response;
  };

  get WebSocket(): typeof WebSocket {
    const network = this;
    return class extends WorkerSocket {
      constructor(url: string, protocols: readonly string[]) {
        super(url, protocols, network);
      }
    } as unknown as typeof WebSocket;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** @returns how to forget it. */
  onCut(cut: () => void): () => void {
    this.#lines.add(cut);
    return () => this.#lines.delete(cut);
  }

  /** Records what the client sends in a batch, and decides what happens to it. */
  recordSent(body: string): Met {
    const said = body === 'ping' ? [] : framesIn<Named>(body).filter(isMessage);
    if (this.#unanswered.size > 0) this.overtaking.push(...said.map(({ text = '' }) => text));
    let fate: Fate = 'arrives';
    for (const { cid = '', text = '' } of said) {
      this.sent.push({ cid, text });
      if (fate !== 'arrives') continue;
      fate = this.#fates.get(text) ?? 'arrives';
      this.#fates.delete(text);
    }
    if (typeof fate === 'object') {
      const error = fate;
      return said.map(({ cid = '' }) => ({ ...error, cid }));
    }
    if (fate === 'arrives') for (const { cid = '' } of said) this.#unanswered.add(cid);
    return fate;
  }

  /** Records what the client receives. */
  recordReceived(text: string): void {
    for (const frame of answersIn(text)) {
      this.#unanswered.delete(frame.cid);
      if (frame.type === 'ack') this.acks.push(frame);
    }
  }
}

const framesIn = <T>(text: string): T[] => [JSON.parse(text)].flat();
const isMessage = ({ type }: Named): boolean => type === 'message';

type Answer = { readonly cid: string } & (FrameOf<'ack'> | FrameOf<'error'>);

/** The room's reply to something the client sent. */
const answersIn = (text: string): Answer[] =>
  text === 'pong' ? [] : framesIn<Frame>(text).filter((frame): frame is Answer => 'cid' in frame);

/** A WebSocket to the Worker as browsers provide it. */
class WorkerSocket extends EventTarget {
  // This is how partysocket recognises a WebSocket.
  static readonly CLOSING = 2;
  binaryType = 'blob';
  readonly bufferedAmount = 0;
  readyState: 0 | 1 | 3 = 0;
  readonly #network: Network;
  readonly #forget: () => void;
  #far: WebSocket | null = null;
  /** What happens to the next reply. */
  #fate: Met = 'arrives';

  constructor(url: string, protocols: readonly string[], network: Network) {
    super();
    this.#network = network;
    this.#forget = network.onCut(() => this.#end(1006, ''));
    void this.#open(new URL(url), protocols);
  }

  send(text: string): void {
    const fate = this.#network.recordSent(text);
    if (typeof fate === 'object') this.#hear(JSON.stringify(fate));
    else if (fate === 'is lost') this.#end(1006, '');
    else this.#far?.send(text);
    if (fate === 'goes unanswered' || fate === 'arrives last') this.#fate = fate;
  }

  close(code = 1000, reason = ''): void {
    this.#end(code, reason);
  }

  async #open({ pathname, search }: URL, protocols: readonly string[]): Promise<void> {
    const { webSocket } = this.#network.isOpen
      ? await ask(pathname + search, {
          headers: { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': protocols.join(', ') },
        })
      : { webSocket: null };
    this.#far = webSocket;
    if (this.readyState === 3) webSocket?.accept();
    if (webSocket === null || this.readyState === 3) return this.#end(1006, '');
    webSocket.addEventListener('message', ({ data }) => this.#hear(String(data)));
    webSocket.addEventListener('close', ({ code, reason }) => this.#end(code, reason));
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    webSocket.accept();
  }

  #hear(text: string): void {
    if (this.readyState === 3) return;
    if (this.#fate !== 'arrives' && answersIn(text).length > 0) {
      // It was answered, so the room has it.
      if (this.#fate === 'arrives last') this.#network.shut();
      this.#end(1006, '');
      return;
    }
    this.#network.recordReceived(text);
    this.dispatchEvent(new MessageEvent('message', { data: text }));
  }

  #end(code: number, reason: string): void {
    if (this.readyState !== 3) {
      this.readyState = 3;
      this.#forget();
      this.dispatchEvent(new CloseEvent('close', { code, reason }));
    }
    this.#far?.close(1000);
    this.#far = null;
  }
}
