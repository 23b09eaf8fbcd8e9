// `npm run bench:page`: what a conversation costs the browser that renders it. It takes about a
// minute.
// Options: --sizes=100,1000,5000  --throttle=6 (CPU slowdown)  --opening=4 (CPU slowdown while the
// room opens)
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { bundleForBrowsers } from '../scripts/bundle.ts';
import { getBrowser } from '../scripts/get-browser.ts';
import { Server } from '../test/support/server.ts';
import { longestTask } from './longest-task.ts';
import { median } from './results.ts';

/** Messages that arrive during a measurement. */
const ARRIVALS = 30;
const BATCH = 50;
/** The least number of rows that an opened room renders. */
const ROWS = 40;
const JSON_BODY = { 'Content-Type': 'application/json' };

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100,1000,5000' },
    throttle: { type: 'string', default: '6' },
    opening: { type: 'string', default: '4' },
  },
});
const throttle = Number(options.throttle);
const slowness = Number(options.opening);
/** The slow phone opens the room this often, and the median counts. */
const OPENINGS = 5;

type Row = Record<string, string | number>;

await bundleForBrowsers('full');
const server = await Server.start({
  vars: { LIMIT_SIGNAL_BURST: '10000' },
  page: resolve('public'),
});
const browser = await chromium.launch({
  executablePath: getBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const rows: Row[] = [];
try {
  for (const size of options.sizes.split(',').map(Number)) rows.push(await measure(size));
} finally {
  await browser.close();
  await server.stop();
}
console.table(rows);

async function measure(size: number): Promise<Row> {
  const room = `bench-${size}`;
  const token = await guest('Cleo');
  const say = (texts: readonly string[]) => post(room, token, texts);
  const first = await say(Array.from({ length: size }, (_, i) => textOf(i)));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(`
    window.longTasks = [];
    new PerformanceObserver((list) => {
      longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    // Checks after each mutation: polling from outside would add work to the page.
    window.drawn = (text) => new Promise((done) => {
      const isDrawn = () => document.querySelector('.chunk:last-child > .row:last-child')?.textContent.includes(text);
      if (isDrawn()) return done();
      const observer = new MutationObserver(() => isDrawn() && (observer.disconnect(), done()));
      observer.observe(document.querySelector('.rows'), { childList: true, subtree: true, characterData: true });
    });
  `);
  const cdp = await page.context().newCDPSession(page);

  const opened = await timed(async () => {
    await page.goto(`${server.origin}/r/${room}`);
    await page.locator('[data-key]').last().waitFor();
  });
  // Opens a link to the very first message, which loads the whole history.
  const loaded = await timed(async () => {
    await page.evaluate(`location.hash = 'm=${first}'`);
    await page.locator('[data-found="true"]').waitFor({ timeout: 120_000 });
  });
  const rowsShown = await page.locator('[data-key]').count();
  const toEnd = await timed(async () => {
    await page.locator('.pill').last().click();
    await page
      .getByText(textOf(size - 1), { exact: true })
      .first()
      .waitFor();
  });
  const arrival = await costOf(cdp, () => arrive(page, say, 'Arriving'));

  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await page.evaluate('longTasks.length = 0');
  await arrive(page, say, 'Slowly');
  const arriving = await takeLongTasks(page);
  await page.locator('.log').hover();
  for (let i = 0; i < 40; i++) {
    await page.mouse.wheel(0, i < 25 ? -1500 : 1500);
    await frame(page);
  }
  const scrolling = await takeLongTasks(page);
  await page.close();
  const longest: number[] = [];
  for (let i = 0; i < OPENINGS; i++) longest.push(await openSlowly(room));
  return {
    messages: size,
    'opened ms': Math.round(opened),
    [`longest task while it opens, ${slowness}×`]: Math.round(median(longest)),
    'all loaded, first shown ms': Math.round(loaded),
    'rows in the document': rowsShown,
    'to the newest ms': Math.round(toEnd),
    'one arriving, ms of work': Math.round((arrival / ARRIVALS) * 100) / 100,
    [`long tasks while ${ARRIVALS} arrive, ${throttle}×`]: arriving,
    [`long tasks while scrolling, ${throttle}×`]: scrolling,
  };
}

/**
 * Opens the room with a throttled CPU and an empty cache.
 * @returns the longest task, in ms.
 */
async function openSlowly(room: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    const open = async () => {
      await page.goto(`${server.origin}/r/${room}`);
      await page.locator('[data-key]').nth(ROWS).waitFor({ state: 'attached' });
    };
    return (await longestTask(devTools, open, 'all')).ms;
  } finally {
    await context.close();
  }
}

function textOf(i: number): string {
  return `Message ${i} ${'with some more to say '.repeat(i % 7)}`.trim();
}

async function timed(run: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

/** @returns the time that the page spends on scripts, styles and layout during `run`, in ms. */
async function costOf(cdp: CDPSession, run: () => Promise<void>): Promise<number> {
  await cdp.send('Performance.enable');
  const spent = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics
      .filter(({ name }) =>
        ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].includes(name),
      )
      .reduce((sum, { value }) => sum + value * 1000, 0);
  };
  const before = await spent();
  await run();
  return (await spent()) - before;
}

/** Adds messages one by one, each after the one before was rendered. */
async function arrive(
  page: Page,
  say: (texts: readonly string[]) => Promise<unknown>,
  word: string,
): Promise<void> {
  for (let i = 0; i < ARRIVALS; i++) {
    await say([`${word} ${i}.`]);
    await page.evaluate(`drawn('${word} ${i}.')`);
    await frame(page);
  }
}

function frame(page: Page): Promise<unknown> {
  return page.evaluate('new Promise(requestAnimationFrame)');
}

/** @returns the number of long tasks since the last call, and the longest. */
async function takeLongTasks(page: Page): Promise<string> {
  const tasks = await page.evaluate<number[]>('longTasks.splice(0)');
  return `${tasks.length}, at most ${Math.round(Math.max(0, ...tasks))} ms`;
}

async function guest(name: string): Promise<string> {
  const answer = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ name }),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** @returns the id of the first message posted. */
async function post(room: string, token: string, texts: readonly string[]): Promise<string> {
  let first = '';
  for (let i = 0; i < texts.length; i += BATCH) {
    const frames = texts.slice(i, i + BATCH).map((text) => ({ type: 'message', text }));
    const answer = await fetch(server.room(room, '/frames'), {
      method: 'POST',
      headers: { ...JSON_BODY, Authorization: `Bearer ${token}` },
      body: JSON.stringify(frames),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    const [reply] = (await answer.json()) as { id: string }[];
    first ||= reply?.id ?? '';
  }
  return first;
}
