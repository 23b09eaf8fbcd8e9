// The styles for printing.
import { addStyles } from '../../ui/theme/styles.ts';
import css from './print.css' with { type: 'text' };

addStyles(css);
