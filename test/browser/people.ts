// People at their browsers, and a watch over unexpected errors and requests of their pages.
import { randomUUID } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { test as base, type PageOptions } from './contexts.ts';

/** The actions that need no menu. */
const IN_BAR: ReadonlySet<string> = new Set(['React', 'Reply']);

/** One person in a room, in a browser context that nobody else uses meanwhile. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Your message' });
  }

  /** The connection status on the page. */
  get status(): Locator {
    return this.page.locator('main > .status');
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  message(text: string): Locator {
    return this.page.getByRole('article').filter({ hasText: text });
  }

  /** Performs an action on a message from its hover bar, or from the bar's menu. */
  async act(text: string, action: string): Promise<void> {
    const message = this.message(text);
    await message.hover();
    if (!IN_BAR.has(action)) await message.getByRole('button', { name: 'More actions' }).click();
    const role = IN_BAR.has(action) ? 'button' : 'menuitem';
    await message.getByRole(role, { name: action, exact: true }).click();
  }

  /** Chooses from the menu of the room. */
  async choose(item: string): Promise<void> {
    await this.page.locator('.head').getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Chooses from the person menu. */
  async chooseForMe(item: string): Promise<void> {
    await this.page.locator('.me [aria-haspopup]').click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async takeName(name: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'What’s your name?' });
    await field.fill(name);
    // By a key: when a room turns out to be empty, the form moves away from under a pointer.
    await field.press('Enter');
    await expect(this.composer).toBeFocused();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /**
   * Restores the connection and requests a retry. The page's clock, which the test has installed, is
   * paused meanwhile: otherwise a retry of the page's own may come first.
   */
  async tryNow(mend: () => unknown): Promise<void> {
    const { clock } = this.page;
    await clock.pauseAt(Date.now() + 1000);
    const button = this.page.getByRole('button', { name: 'Try now' });
    // An attempt in progress depends on timers.
    for (let ms = 0; ms < 10_000 && !(await button.isVisible()); ms += 50) await clock.runFor(50);
    await expect(button).toBeVisible();
    await mend();
    await button.click();
    await expect(button).toHaveCount(0);
    await clock.resume();
  }

  /** Waits until everything written here has been confirmed. */
  async settled(): Promise<void> {
    await expect(this.page.locator('[data-status]')).toHaveCount(0);
  }

  /** The texts that look like `word-1`, in the order of the list. */
  async words(): Promise<string[]> {
    const texts = await this.page.locator('.rows .text').allTextContents();
    return texts.join(' ').match(/\bword-\w+/g) ?? [];
  }
}

export type TestRoom = {
  /** The room of this test alone. */
  readonly room: string;
  /** Opens the room as a new person; with a name, as one who can write. */
  readonly enter: (name?: string, options?: PageOptions) => Promise<Person>;
  /** Opens a blank page, so that the test can prepare it. */
  readonly open: (options?: PageOptions) => Promise<Page>;
  /** Posts messages of a person without a browser, one after the other. */
  readonly publish: (name: string, texts: readonly string[]) => Promise<void>;
  /** Sends any frames in a person's name, many at once. @returns their replies. */
  readonly act: (name: string, frames: readonly object[]) => Promise<{ id: string }[]>;
};

/** Records what a page should not do from now on: errors, and requests to others. */
export function complaintsOf(page: Page, home: string | undefined): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // Chromium reports a broken connection, which the test itself causes.
    const expected = /WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load resource/;
    if (message.type() === 'error' && !expected.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (asked) => {
    const url = new URL(asked.url());
    if (url.protocol !== 'data:' && url.origin !== home)
      complaints.push(`request to ${url.origin}`);
  });
  return complaints;
}

export const test = base.extend<{ testRoom: TestRoom }>({
  testRoom: async ({ contexts, request, baseURL }, use) => {
    const room = `t-${randomUUID()}`;
    const complaints: string[][] = [];
    const closings: (() => Promise<void>)[] = [];

    const open: TestRoom['open'] = async (options) => {
      const { page, close } = await contexts.open(options);
      closings.push(close);
      complaints.push(complaintsOf(page, options?.baseURL ?? baseURL));
      return page;
    };

    const tokens = new Map<string, string>();
    const headersOf = async (name: string): Promise<{ Authorization: string }> => {
      if (!tokens.has(name)) {
        const session = await request.post('/api/session', { data: { name } });
        tokens.set(name, (await session.json()).token);
      }
      return { Authorization: `Bearer ${tokens.get(name)}` };
    };

    await use({
      room,
      open,
      async enter(name, options) {
        const page = await open(options);
        await page.goto(`/r/${room}`);
        const person = new Person(page);
        if (name !== undefined) await person.takeName(name);
        return person;
      },
      async publish(name, texts) {
        const headers = await headersOf(name);
        for (const text of texts) {
          const said = await request.post(`/api/rooms/${room}/messages`, {
            headers,
            data: { text },
          });
          expect(said.status()).toBe(201);
        }
      },
      async act(name, frames) {
        const headers = await headersOf(name);
        const replies: { id: string }[] = [];
        for (let i = 0; i < frames.length; i += 50) {
          const data = frames.slice(i, i + 50);
          const done = await request.post(`/api/rooms/${room}/frames`, { headers, data });
          expect(done.status()).toBe(200);
          replies.push(...(await done.json()));
        }
        return replies;
      },
    });
    for (const close of closings) await close();
    expect(complaints.flat(), 'unexpected errors and requests').toEqual([]);
  },
});

export const words = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `word-${from + i}`);

/** The same as frames: `act` sends many in one request, while `publish` sends one each. */
export const saying = (texts: readonly string[]) =>
  texts.map((text) => ({ type: 'message', text }));

export { expect };
