// Browser contexts that tests take in turn. A context for each test would take longer than most tests:
// its pages get processes of their own, which load and compile the whole chat again.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { test as base } from '@playwright/test';

/** With `fresh`, nothing was ever loaded there: for tests of the cost of a first visit. */
export type PageOptions = BrowserContextOptions & { readonly fresh?: boolean };

/** Changes that last as long as the context: after one, the context serves no other test. */
const LASTING = [
  ...['addInitScript', 'clearPermissions', 'exposeBinding', 'exposeFunction', 'grantPermissions'],
  ...['route', 'routeFromHAR', 'routeWebSocket', 'setExtraHTTPHeaders', 'setGeolocation'],
  ...['setHTTPCredentials', 'setOffline', 'setStorageState'],
] as const satisfies readonly (keyof BrowserContext)[];

/** The same for its clock, which all its pages share. */
const LASTING_OF_CLOCK = ['install', 'pauseAt', 'setFixedTime', 'setSystemTime'] as const;

/** The contexts of one worker. */
export class Contexts {
  readonly #browser: Browser;
  /** The people whose pages and storage a test may have used. */
  readonly #origin: string;
  readonly #free: BrowserContext[] = [];
  readonly #changed = new WeakSet<BrowserContext>();

  constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  /** Opens a page as on a first visit. @returns it, and a function that closes it. */
  async open(options: PageOptions = {}): Promise<{ page: Page; close: () => Promise<void> }> {
    const { fresh, ...own } = options;
    const { viewport, colorScheme, contrast, forcedColors, reducedMotion, ...others } = own;
    if (fresh || Object.keys(others).length > 0) {
      const context = await this.#browser.newContext(own);
      return { page: await context.newPage(), close: () => context.close() };
    }
    const context = this.#free.pop() ?? (await this.#make());
    const page = await context.newPage();
    if (viewport) await page.setViewportSize(viewport);
    const media = {
      ...(colorScheme && { colorScheme }),
      ...(contrast && { contrast }),
      ...(forcedColors && { forcedColors }),
      ...(reducedMotion && { reducedMotion }),
    };
    if (Object.keys(media).length > 0) await page.emulateMedia(media);
    return { page, close: () => this.#takeBack(context) };
  }

  async close(): Promise<void> {
    for (const context of this.#free) await context.close();
  }

  async #make(): Promise<BrowserContext> {
    const context = await this.#browser.newContext();
    await keepProcesses(context, this.#origin);
    for (const method of LASTING) this.#noteChange(context, context, method);
    for (const method of LASTING_OF_CLOCK) this.#noteChange(context, context.clock, method);
    return context;
  }

  /** Records that a context has changed when a method of it, or of a part of it, is called. */
  #noteChange<T extends object>(context: BrowserContext, part: T, method: keyof T): void {
    const change = part[method] as (...args: unknown[]) => unknown;
    const noted = (...args: unknown[]) => {
      this.#changed.add(context);
      return change.apply(part, args);
    };
    Object.defineProperty(part, method, { value: noted });
  }

  async #takeBack(context: BrowserContext): Promise<void> {
    if (this.#changed.has(context)) return context.close();
    const [keeper, ...pages] = context.pages();
    for (const page of pages) await page.close();
    if (keeper === undefined || keeper.isClosed()) return context.close();
    await forget(keeper, this.#origin);
    await context.clearCookies();
    this.#free.push(context);
  }
}

/** Keeps an empty page open, so that the site's process survives with its compiled code. */
export async function keepProcesses(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/api/health`);
}

/** Clears everything that an origin has stored in the context of a page. */
export async function forget(page: Page, origin: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await devTools.detach();
}

export const test = base.extend<object, { contexts: Contexts }>({
  contexts: [
    async ({ browser }, use, { project }) => {
      const contexts = new Contexts(browser, project.use.baseURL ?? '');
      await use(contexts);
      await contexts.close();
    },
    { scope: 'worker' },
  ],
});
