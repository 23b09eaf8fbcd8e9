// A browser with a back/forward cache, as people's browsers have.

/** The path of one; empty if `npm test` found none, absent if Playwright was started by hand. */
const whole = process.env['EDGEWISE_WHOLE_BROWSER'] ?? process.env['EDGEWISE_BROWSER'];

/** Whether there is only the headless shell. */
export const NO_WHOLE_BROWSER = whole === '';

/** Launch options; Playwright disables the cache that people have on. */
export const KEEPS_PAGES = {
  ...(whole && { executablePath: whole }),
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
};
