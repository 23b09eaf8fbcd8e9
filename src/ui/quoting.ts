// What quotes other messages, and may come a moment after them.
import css from './quoting.css' with { type: 'text' };
import { addStyles } from './styles.ts';

export { Purpose } from './purpose.tsx';
export { Quote } from './quote.tsx';

addStyles(css);
