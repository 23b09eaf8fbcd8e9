// What quotes other messages, and what one writes until the room has it. Both may come a moment after
// the messages.

import { addStyles } from '../theme/styles.ts';
import css from './quotes.css' with { type: 'text' };

export { ComposerContextBar } from '../composer/composer-context-bar.tsx';
export { PendingRow } from '../message/pending-row.tsx';
export { Quote } from '../message/quote.tsx';

addStyles(css);
