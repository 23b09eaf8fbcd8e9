// What quotes other messages, and what one writes until the room has it. Both may come a moment after
// the messages.
import css from './quoting.css' with { type: 'text' };
import { addStyles } from './theme/styles.ts';

export { PendingRow } from './pending-row.tsx';
export { Purpose } from './purpose.tsx';
export { Quote } from './quote.tsx';

addStyles(css);
