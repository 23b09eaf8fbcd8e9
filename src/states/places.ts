// Selectors of elements that steps use.
import { EPOCH } from './cast.ts';

export const COMPOSER = '.composer textarea';

/** The selector of a message's row. */
export const row = (seq: number): string => `[data-key="${EPOCH}-${seq}"]`;

export const article = (seq: number): string => `${row(seq)} article`;
