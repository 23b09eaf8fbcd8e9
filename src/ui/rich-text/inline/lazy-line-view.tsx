import { lazyView } from '../../lazy/lazy-view.tsx';
import { displayText } from '../display-text.ts';

/** Renders a line; as plain text until the parser of inline markup is loaded. */
export const LineView = lazyView(
  () => import('./line-view.tsx'),
  'LineView',
  ({ line }) => <>{displayText(line.text)}</>,
);
