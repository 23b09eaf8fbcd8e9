// What the chat is like on paper. It comes with what draws the messages.
import { addStyles } from '../ui/theme/styles.ts';
import css from './paper.css' with { type: 'text' };

addStyles(css);
