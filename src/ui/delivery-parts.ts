// How it stands with what is on its way; see parts.tsx.
import { fetchLines } from './fetch-lines.ts';
import { lazyView } from './lazy/lazy-view.tsx';

export const Fate = lazyView(fetchLines, 'Fate');
export const Unsent = lazyView(fetchLines, 'Unsent');
