import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import type { Driver, Key } from './driver.ts';
import { WebDriverSession } from './webdriver.ts';

/** WebDriver's codes for the keys. */
const KEYS: Record<Key, string> = {
  ...{ ArrowDown: '\uE015', ArrowUp: '\uE013', Backspace: '\uE003' },
  ...{ Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004' },
};

type Programs = { readonly driver: string; readonly screen: string; readonly browser: string };

/** Starts WebKitGTK's browser on a virtual screen. */
export async function startWebKit({ driver, screen, browser }: Programs): Promise<Driver> {
  const xvfb = await startScreen(screen);
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DISPLAY: xvfb.display, LANG: 'C.UTF-8', LANGUAGE: 'en_GB' },
  });
  const end = () => {
    child.kill();
    xvfb.process.kill();
  };
  process.once('exit', end);
  const url = `http://127.0.0.1:${port}`;
  await until('WebKit’s driver answers', async () => {
    if (child.exitCode !== null) throw new Error(`it ended at once: ${await text(child.stderr)}`);
    return (await fetch(`${url}/status`).catch(() => undefined))?.ok;
  });
  const session = await WebDriverSession.create(url, {
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
  });
  return {
    ...driverOf(session),
    quit: async () => {
      await session.delete();
      process.off('exit', end);
      end();
    },
  };
}

/** A virtual display; it chooses a free number. */
async function startScreen(xvfb: string): Promise<{ process: ChildProcess; display: string }> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const child = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((told, failed) => {
    child.stdio[3]?.once('data', (data) => told(`${data}`.trim()));
    child.once('exit', (code) => failed(new Error(`Xvfb ended with ${code}`)));
  });
  return { process: child, display: `:${number}` };
}

function driverOf(session: WebDriverSession): Omit<Driver, 'quit'> {
  const perform = (type: string, actions: object[], parameters?: object) =>
    session.post<void>('actions', { actions: [{ type, id: type, actions, ...parameters }] });
  const mouse = (actions: object[]) =>
    perform('pointer', actions, { parameters: { pointerType: 'mouse' } });
  const keys = (values: string[]) =>
    perform(
      'key',
      values.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    );
  const move = (x: number, y: number) => ({
    ...{ type: 'pointerMove', duration: 0, origin: 'viewport' },
    ...{ x: Math.round(x), y: Math.round(y) },
  });
  const evaluate: Driver['evaluate'] = async (call, ...args) => {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${call})(...${JSON.stringify(args)})).then(
        (value) => done({ value }), (error) => done({ error: String(error) }));`;
    const outcome = await session.post<{ value: never; error?: string }>('execute/async', {
      script,
      args: [],
    });
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  };
  return {
    version: `WebKitGTK ${session.browserVersion}`,
    goto: (url) => session.post('url', { url }),
    reload: () => session.post('refresh'),
    evaluate,
    moveTo: (x, y) => mouse([move(x, y)]),
    clickAt: (x, y) =>
      mouse([move(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]),
    type: (text) => keys([...text]),
    press: (key) => keys([KEYS[key]]),
    async resize(width, height) {
      const inner = () => evaluate(() => [innerWidth, innerHeight] as const);
      // The size of the toolbars is known only once the window has a size.
      await session.post('window/rect', { width, height });
      const [innerW, innerH] = await inner();
      const rect = await session.get<{ width: number; height: number }>('window/rect');
      await session.post('window/rect', {
        width: width + rect.width - innerW,
        height: height + rect.height - innerH,
      });
      await until(`the page is ${width} × ${height}`, async () => {
        const [w, h] = await inner();
        return w === width && h === height;
      });
    },
    screenshot: async () => Buffer.from(await session.get<string>('screenshot'), 'base64'),
  };
}
