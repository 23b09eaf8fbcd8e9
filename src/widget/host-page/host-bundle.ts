// Everything that the widget does in the host page. One file, loaded right after the first.

import { importWithRetry } from '../../ui/lazy/import-with-retry.ts';
import { addStyles } from '../../ui/theme/styles.ts';
import type { call } from '../api/host-methods.ts';
import css from '../styles/lazy-widget.css' with { type: 'text' };

export { followViewport } from '../../ui/browser/visual-viewport.ts';
export { emitHostEvents } from '../api/host-events.ts';
export { coverPage } from './full-screen.ts';
export { integrate } from './integrate.ts';

addStyles(css);
// Styles for printing are not needed at once.
void importWithRetry(() => import('../styles/print-styles.ts'));

/** Calls a rarely used method, whose code is loaded then. */
export const callMethod = (...given: Parameters<typeof call>) =>
  importWithRetry(() => import('../api/host-methods.ts')).then(({ call }) => call(...given));
