// A browser that keeps pages for the way back, as people's browsers do.

/** The path of one; empty where `npm test` found none, absent where Playwright was started by hand. */
const whole = process.env['EDGEWISE_WHOLE_BROWSER'] ?? process.env['EDGEWISE_BROWSER'];

/** Whether there is only the headless shell. */
export const NO_WHOLE_BROWSER = whole === '';

/** Launch options; Playwright switches the cache off that people have on. */
export const KEEPS_PAGES = {
  ...(whole && { executablePath: whole }),
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
};
