// What the widget can do without for a moment. It comes in one file right behind the first.
import { addStyles } from '../ui/styles.ts';
import { surely } from '../ui/surely.ts';
import css from './looks.css' with { type: 'text' };
import type { call } from './site-calls.ts';

export { followViewport } from '../ui/visual-viewport.ts';
export { coverPage } from './full-screen.ts';
export { settle } from './settle.ts';
export { tellPage } from './telling.ts';

addStyles(css);
// Nobody prints in the first moment.
void surely(() => import('./paper.ts'));

/** Calls a method that few sites call, so its code is loaded when they do. */
export const callSite = (...given: Parameters<typeof call>) =>
  surely(() => import('./site-calls.ts')).then(({ call }) => call(...given));
