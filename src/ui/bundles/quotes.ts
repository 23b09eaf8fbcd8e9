// One lazily loaded file: quotes of messages, and messages that are not confirmed yet.

import { addStyles } from '../theme/styles.ts';
import css from './quotes.css' with { type: 'text' };

export { ComposerContextBar } from '../composer/composer-context-bar.tsx';
export { PendingRow } from '../message/pending-row.tsx';
export { Quote } from '../message/quote.tsx';

addStyles(css);
