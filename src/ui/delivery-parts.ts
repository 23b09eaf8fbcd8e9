// How it stands with what is on its way; see parts.tsx.
import { fetchLines } from './fetch-lines.ts';
import { later } from './later.tsx';

export const Fate = later(fetchLines, 'Fate');
export const Unsent = later(fetchLines, 'Unsent');
