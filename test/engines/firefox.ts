import { launch } from 'puppeteer-core';
import type { Driver } from './driver.ts';

/** Starts Firefox, which supports WebDriver BiDi itself. */
export async function startFirefox({ firefox }: { firefox: string }): Promise<Driver> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefox,
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB', 'intl.locale.requested': 'en-GB' },
  });
  // The initial page never has the focus, and gets no focus events.
  const page = await browser.newPage();
  return {
    version: await browser.version(),
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: (call, ...args) => page.evaluate(call as never, ...args),
    moveTo: (x, y) => page.mouse.move(x, y),
    clickAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async () => Buffer.from(await page.screenshot()),
    quit: () => browser.close(),
  };
}
