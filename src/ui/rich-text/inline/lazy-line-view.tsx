import { lazyView } from '../../lazy/lazy-view.tsx';
import { displayText } from '../display-text.ts';

/** A line of text with what is marked up in it; as it was typed, until that can be read. */
export const LineView = lazyView(
  () => import('./line-view.tsx'),
  'LineView',
  ({ line }) => <>{displayText(line.text)}</>,
);
