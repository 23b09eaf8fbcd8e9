// Everything that a page transfers, as the browser's own network panel has it.
import type { CDPSession, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** One request that went over the network, or one socket; `bytes` includes its headers. */
export type Transfer = { readonly what: string; readonly url: URL; bytes: number; ended: boolean };

export class Traffic {
  readonly #all = new Map<string, Transfer>();
  readonly #origin: string;

  /** Records from now on what a page transfers from and to one origin. */
  static async of(page: Page, origin: string): Promise<Traffic> {
    const traffic = new Traffic(origin);
    const session = await page.context().newCDPSession(page);
    traffic.#listen(session);
    await session.send('Network.enable');
    return traffic;
  }

  private constructor(origin: string) {
    this.#origin = origin.replace(/^http/, '');
  }

  /** In the order in which they started; without what came from the browser's cache. */
  get transfers(): readonly Transfer[] {
    return [...this.#all.values()];
  }

  get bytes(): number {
    return this.transfers.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Waits until nothing is in flight. */
  async settled(): Promise<void> {
    await expect.poll(() => this.transfers.filter(({ ended }) => !ended).length).toBe(0);
  }

  #listen(session: CDPSession): void {
    session.on('Network.requestWillBeSent', ({ requestId, request }) =>
      this.#begin(requestId, request.method, request.url),
    );
    session.on('Network.requestServedFromCache', ({ requestId }) => this.#all.delete(requestId));
    session.on('Network.responseReceived', ({ requestId, response }) => {
      if (response.fromDiskCache) this.#all.delete(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      this.#add(requestId, encodedDataLength, true),
    );
    session.on('Network.webSocketCreated', ({ requestId, url }) =>
      this.#begin(requestId, 'SOCKET', url),
    );
    session.on('Network.webSocketHandshakeResponseReceived', ({ requestId, response }) =>
      this.#add(requestId, (response.headersText ?? '').length, true),
    );
    session.on('Network.webSocketFrameReceived', ({ requestId, response }) =>
      this.#add(requestId, response.payloadData.length, true),
    );
  }

  #begin(id: string, what: string, address: string): void {
    const url = new URL(address);
    if (!url.origin.endsWith(this.#origin)) return;
    this.#all.set(id, { what, url, bytes: 0, ended: false });
  }

  #add(id: string, bytes: number, ended: boolean): void {
    const transfer = this.#all.get(id);
    if (!transfer) return;
    transfer.bytes += bytes;
    transfer.ended = ended;
  }
}
