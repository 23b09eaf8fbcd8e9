// `npm run bench:texts`: how long the longest task of the main thread is that a text costs the browser
// that shows it: alone, when it arrives, and in a room of fifty. It takes about two minutes.
// Options: --length=4000  --only=REGEXP  --out=FOLDER (screenshots)
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { bundleForBrowsers } from '../scripts/bundle.ts';
import { getBrowser } from '../scripts/get-browser.ts';
import { Server } from '../test/support/server.ts';

const { values: options } = parseArgs({
  options: {
    length: { type: 'string', default: '4000' },
    only: { type: 'string', default: '' },
    out: { type: 'string' },
  },
});
const length = Number(options.length);
/** Messages in a full room: five guests say it ten times each. */
const GUESTS = 5;
const TIMES = 10;
/** After so long without a change everything is drawn, in ms. */
const QUIET_MS = 700;

const filled = (part: string): string => part.repeat(Math.floor(length / part.length));
const code = (language: string, part: string): string =>
  `\`\`\`${language}\n${filled(part).slice(0, length - 20)}\n\`\`\``;

/** What each text is made of, over and over. */
const TEXTS: Readonly<Record<string, string>> = {
  'plain words': filled('some plain words '),
  // Nothing but controls would show nothing, and is refused.
  'direction controls': `a${filled('\u202e').slice(1)}`,
  'controls and letters': filled('\u202ea'),
  'list items': filled('- a\n'),
  'code in a line': filled('`a`  '),
  'bold words': filled('**a** '),
  'signs: _*_': filled('_*_'),
  'brackets: \\[': filled('\\['),
  'half links: [a](': filled('[a]('),
  links: filled('[a](https://a.de) '),
  hosts: filled('x.de '),
  paragraphs: filled('a\n\n'),
  'nested quotes': filled('> > > > a\n'),
  tasks: filled('- [x] a\n'),
  headings: filled('# a\n'),
  'a table': filled('|a|b|\n|-|-|\n').slice(0, 12) + filled('|c|d|\n').slice(12),
  formulas: filled('\\(a\\) '),
  fences: filled('```\na\n```\n'),
  'js: Aa': code('js', 'Aa'),
  'js: let a = 1;': code('js', 'let a = 1;\n'),
  'json: Aa': code('json', 'Aa'),
  'ini: Aa': code('ini', 'Aa'),
  'html: tags': code('html', '<a b  c  d '),
  emoji: filled('👩‍👩‍👧 '),
  'stacked marks': filled(`a${'\u0300'.repeat(30)}`),
  Chinese: filled('漢字'),
  Arabic: filled('سلام '),
};

await bundleForBrowsers('full');
const server = await Server.start({
  vars: { LIMIT_SIGNAL_BURST: '10000', LIMIT_TEXT_CHARS: String(length) },
  page: resolve('public'),
});
const browser = await chromium.launch({
  executablePath: getBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const rows: Record<string, string | number>[] = [];
try {
  const wanted = Object.entries(TEXTS).filter(([name]) => new RegExp(options.only).test(name));
  for (const [i, [name, text]] of wanted.entries())
    rows.push(await measure(name, text, `bench-${i}`));
} finally {
  await browser.close();
  await server.stop();
}
console.table(rows);

async function measure(name: string, text: string, room: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const devTools = await page.context().newCDPSession(page);
  await page.goto(`${server.origin}/r/${room}`);
  // What code and structures need is there: to fetch and compile it is no cost of the text.
  await post(room, await guest('Ann'), [
    '- a\n\n# b\n\n```js\nlet a\n```\n\n`c` @Ann x.de\n\n|a|\n|-|\n|b|',
  ]);
  await page.locator('.text table').waitFor();
  await settled(page);
  const alone = await longestTask(devTools, async () => {
    await post(room, await guest('Ben'), [text]);
    await page.locator('[data-key]').nth(1).waitFor();
    await settled(page);
  });
  if (options.out) await page.screenshot({ path: resolve(options.out, `${room}.png`) });
  const elements = await page
    .locator('.row .text')
    .last()
    .evaluate((it) => it.querySelectorAll('*').length);
  await page.close();

  const full = `${room}-full`;
  for (let i = 0; i < GUESTS; i++)
    await post(
      full,
      await guest(`Guest ${i}`),
      Array.from({ length: TIMES }, () => text),
    );
  const crowded = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const moreTools = await crowded.context().newCDPSession(crowded);
  const opened = await longestTask(moreTools, async () => {
    await crowded.goto(`${server.origin}/r/${full}`);
    await crowded.locator('[data-key]').first().waitFor();
    await settled(crowded);
  });
  await crowded.close();
  return { text: name, elements, 'one arrives, ms': alone, 'fifty are opened, ms': opened };
}

/** Waits until nothing has changed for a while. */
function settled(page: Page): Promise<unknown> {
  return page.evaluate(
    `new Promise((done) => {
      let timer = setTimeout(done, ${QUIET_MS});
      new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(done, ${QUIET_MS});
      }).observe(document, { childList: true, subtree: true, characterData: true });
    })`,
  );
}

type TraceEvent = {
  name: string;
  dur?: number;
  pid: number;
  tid: number;
  args?: { name?: string };
};

/** The longest task of the page's main thread meanwhile, in ms. */
async function longestTask(devTools: CDPSession, run: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  devTools.on('Tracing.dataCollected', collect);
  await devTools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    categories: 'toplevel,devtools.timeline,disabled-by-default-devtools.timeline',
  });
  await run();
  const complete = new Promise((done) => devTools.once('Tracing.tracingComplete', done));
  await devTools.send('Tracing.end');
  await complete;
  devTools.off('Tracing.dataCollected', collect);
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && mains.has(`${pid} ${tid}`),
  );
  return Math.round(Math.max(0, ...tasks.map(({ dur = 0 }) => dur)) / 1000);
}

async function guest(name: string): Promise<string> {
  const answer = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  return ((await answer.json()) as { token: string }).token;
}

async function post(room: string, token: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) await postOne(room, token, text);
}

async function postOne(room: string, token: string, text: string): Promise<void> {
  const answer = await fetch(server.room(room, '/frames'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ type: 'message', text }),
  });
  const replies = JSON.stringify(await answer.json());
  if (!answer.ok || replies.includes('"error"')) throw new Error(`${answer.status}: ${replies}`);
}
