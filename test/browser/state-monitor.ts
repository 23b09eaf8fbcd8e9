// Observes from within the page what is connected, to compare it with what the page shows. Its
// functions run in the page.
import type { BrowserContext, Page } from '@playwright/test';

/** Records every WebSocket and request of the pages of a context from their beginning. */
export async function installStateMonitor(context: BrowserContext): Promise<void> {
  await context.addInitScript(watchThePage);
}

/** The wrong states that the page has shown, across reloads of this tab. */
export const wrongStatesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => JSON.parse(sessionStorage.getItem('state-monitor:wrong-states') ?? '[]'));

function watchThePage(): void {
  const LOOK_MS = 100;
  /** How far a shown state may lag behind. */
  const GRACE_MS = 1500;
  /** How long a dead connection may look alive: a ping, and the wait for its reply. */
  const TRUST_MS = 35_000 + GRACE_MS;
  const welcomed = new Set<WebSocket>();
  const asking = new Set<object>();
  let heardAt = performance.now();
  let polledAt = 0;

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args: ConstructorParameters<typeof Socket>) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        heardAt = performance.now();
        if (String(data).includes('"type":"welcome"')) welcomed.add(this);
      });
      this.addEventListener('close', () => welcomed.delete(this));
    }

    override close(...args: [number?, string?]): void {
      welcomed.delete(this);
      super.close(...args);
    }
  };

  const plainFetch = window.fetch;
  window.fetch = async (input, init) => {
    const isStream = String(input).includes('/events');
    const asked = {};
    const over = () => void asking.delete(asked);
    if (isStream) asking.add(asked);
    init?.signal?.addEventListener('abort', over);
    try {
      const response = await plainFetch(input, init);
      heardAt = performance.now();
      if (String(input).includes('/poll')) polledAt = heardAt;
      if (!isStream || !response.body) return response;
      const body = response.body.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(piece, passed) {
            heardAt = performance.now();
            passed.enqueue(piece);
          },
          flush: over,
        }),
      );
      return new Response(body, response);
    } catch (error) {
      over();
      throw error;
    }
  };

  /** What the status claims, and whether it is true. */
  const claims: [begins: string, isSo: () => boolean][] = [
    ['Connected without', () => asking.size > 0 && performance.now() - heardAt < TRUST_MS],
    ['Slow connection', () => performance.now() - polledAt < TRUST_MS],
    ['Connection lost', () => welcomed.size === 0],
    ['Offline', () => welcomed.size === 0],
    ['You’re offline', () => !navigator.onLine],
    ['Connecting', () => welcomed.size === 0],
    ['Reconnecting', () => welcomed.size === 0],
  ];
  const isLive = () => welcomed.size > 0 && performance.now() - heardAt < TRUST_MS;

  let wrongSince: { said: string; at: number; told: boolean } | null = null;
  setInterval(() => {
    const line = document.querySelector('main > .status');
    if (!line) return;
    const said = line.querySelector('span')?.textContent ?? '';
    const [, isSo] = claims.find(([begins]) => said.startsWith(begins)) ?? ['', isLive];
    const claim = said.replace(/\d+/, 'n');
    if (isSo() || claim.startsWith('Catching up')) wrongSince = null;
    else if (wrongSince?.said !== claim)
      wrongSince = { said: claim, at: performance.now(), told: false };
    else if (performance.now() - wrongSince.at > GRACE_MS && !wrongSince.told) {
      wrongSince.told = true;
      const wrongStates: string[] = JSON.parse(
        sessionStorage.getItem('state-monitor:wrong-states') ?? '[]',
      );
      wrongStates.push(`said "${said}" with ${welcomed.size} sockets, ${asking.size} streams`);
      sessionStorage.setItem('state-monitor:wrong-states', JSON.stringify(wrongStates));
    }
  }, LOOK_MS);
}
