import { addStyles } from '../ui/styles.ts';
import css from './looks.css' with { type: 'text' };

addStyles(css);
