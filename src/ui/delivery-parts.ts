// How it stands with what is on its way; see parts.tsx.
import { later } from './later.tsx';

const lines = () => import('./lines.ts');

export const Fate = later(lines, 'Fate');
export const Unsent = later(lines, 'Unsent');
