// Where things are on the page that a scene acts on.
import { EPOCH } from './cast.ts';

export const COMPOSER = '.composer textarea';

/** Where a row of the talk is. */
export const row = (seq: number): string => `[data-key="${EPOCH}-${seq}"]`;

export const article = (seq: number): string => `${row(seq)} article`;
