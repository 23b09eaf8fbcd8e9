// What the widget can do without for a moment. It comes in one file right behind the first.

import { importWithRetry } from '../ui/lazy/import-with-retry.ts';
import { addStyles } from '../ui/theme/styles.ts';
import css from './looks.css' with { type: 'text' };
import type { call } from './site-calls.ts';

export { followViewport } from '../ui/browser/visual-viewport.ts';
export { coverPage } from './full-screen.ts';
export { settle } from './settle.ts';
export { tellPage } from './telling.ts';

addStyles(css);
// Nobody prints in the first moment.
void importWithRetry(() => import('./paper.ts'));

/** Calls a method that few sites call, so its code is loaded when they do. */
export const callSite = (...given: Parameters<typeof call>) =>
  importWithRetry(() => import('./site-calls.ts')).then(({ call }) => call(...given));
