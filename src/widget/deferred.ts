// What the widget can do without for a moment. It comes in one file right behind the first.
import { addStyles } from '../ui/styles.ts';
import { surely } from '../ui/surely.ts';
import css from './looks.css' with { type: 'text' };

export { followViewport } from '../ui/visual-viewport.ts';
export { coverPage } from './full-screen.ts';
export { settle } from './settle.ts';

addStyles(css);
// Nobody prints in the first moment.
void surely(() => import('./paper.ts'));
