// Somebody else's site with the chat in it: served from another origin, and watched.
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { test as base, type PageOptions } from './contexts.ts';

/** A page of the site; `CHAT`, `SOCKETS` and `ROOM` in it are replaced by the test's values. */
export type HostPage = {
  readonly head?: string;
  readonly body?: string;
  /** The policy it is served with. */
  readonly csp?: string;
  /** The whole page, instead of all that follows. */
  readonly raw?: string;
  /** Attributes of the script, instead of the room alone. */
  readonly script?: string;
};

const WORDS = '<main><h1>Bread</h1><p>Flour, water, salt and time.</p></main>';
const SCRIPT = '<script async src="CHAT/widget.js" data-room="ROOM"></script>';

const html = ({ raw, head = '', body = WORDS, script = SCRIPT }: HostPage): string =>
  raw ??
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Bakery</title>${head}</head><body>${body}${script}</body></html>`;

export type Site = {
  readonly room: string;
  readonly chat: string;
  /** Opens a page of the site as a new visitor. */
  readonly visit: (page: HostPage, options?: PageOptions) => Promise<Page>;
  /** Console messages that the test itself causes. */
  readonly expectComplaints: (of: RegExp) => void;
  /** Serves a page at a path of the site. @returns its address. */
  readonly serve: (path: string, page: HostPage) => string;
};

export const test = base.extend<{ site: Site }>({
  site: async ({ contexts, baseURL }, use) => {
    const chat = baseURL ?? '';
    const room = `w-${randomUUID()}`;
    const pages = new Map<string, HostPage>();
    const complaints: string[] = [];
    const closings: (() => Promise<void>)[] = [];
    const server = await listen((path) => {
      const page = pages.get(path);
      const fill = (text: string) =>
        text
          .replaceAll('SOCKETS', chat.replace('http', 'ws'))
          .replaceAll('CHAT', chat)
          .replaceAll('ROOM', room);
      return page && { text: fill(html(page)), csp: page.csp && fill(page.csp) };
    });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const serve: Site['serve'] = (path, page) => {
      pages.set(path, page);
      return origin + path;
    };
    let expected: RegExp | null = null;
    await use({
      room,
      chat,
      serve,
      expectComplaints(of) {
        expected = of;
      },
      async visit(hostPage, options) {
        const { page, close } = await contexts.open(options);
        closings.push(close);
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('console', (said) => {
          if (said.type() === 'error') complaints.push(said.text());
        });
        await page.goto(serve('/', hostPage));
        return page;
      },
    });
    for (const close of closings) await close();
    server.close();
    const unexpected = complaints.filter((complaint) => !expected?.test(complaint));
    expect(unexpected, 'errors in the page').toEqual([]);
  },
});

function listen(
  answer: (path: string) => { text: string; csp: string | undefined } | undefined,
): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const page = answer(url);
    response.statusCode = page ? 200 : 204;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (page?.csp) response.setHeader('Content-Security-Policy', page.csp);
    response.end(page?.text);
  });
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)));
}

/** A token of the chat's server. */
export async function tokenOf({ chat }: Pick<Site, 'chat'>, name: string): Promise<string> {
  const response = await fetch(`${chat}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** Another person posts a message in the site's room. */
export async function sayAsBen(site: Site, text: string): Promise<void> {
  const response = await fetch(`${site.chat}/api/rooms/${site.room}/messages`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${await tokenOf(site, 'Ben')}`,
    },
    body: JSON.stringify({ text }),
  });
  expect(response.ok).toBe(true);
}

/** The chat in a page, as its visitor finds it. */
export class Visitor {
  readonly #page: Page | FrameLocator;

  constructor(page: Page | FrameLocator) {
    this.#page = page;
  }

  get launcher(): Locator {
    return this.#page.locator('edgewise-chat #launcher');
  }

  get panel(): Locator {
    return this.#page.locator('edgewise-chat .panel');
  }

  get name(): Locator {
    return this.panel.getByRole('textbox', { name: 'What’s your name?' });
  }

  get composer(): Locator {
    return this.panel.getByRole('textbox', { name: 'Your message' });
  }

  message(text: string): Locator {
    return this.panel.getByRole('article').filter({ hasText: text });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.complete();
  }

  /** Waits until the panel shows, with the code that loads right after its first file. */
  async complete(): Promise<void> {
    await expect(this.panel).toBeVisible();
    await expect(this.panel.locator('.head')).not.toHaveCSS('border-bottom-width', '0px');
  }

  /** Takes a name, posts a message, and waits until it is confirmed. */
  async say(text: string): Promise<void> {
    await this.name.fill('Ada');
    await this.name.press('Enter');
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.message(text)).toBeVisible();
    await expect(this.panel.locator('[data-status]')).toHaveCount(0);
  }
}

export { expect };
