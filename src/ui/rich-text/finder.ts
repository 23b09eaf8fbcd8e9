// Who finds bare addresses: the largest part of all that reads texts, so it comes behind the first
// messages, and only when one of them may hold an address.
import { onDemand } from '../on-demand.ts';
import type { Finder } from './links.ts';

/** Most texts hold no address, and tell so cheaply. */
const LIKELY = /:\/\/|@|mailto:|\w\.\w/i;

const finder = onDemand(() => import('./addresses.ts').then(({ addressesIn }) => addressesIn));

/** Who finds the bare addresses of this text; to be called where signals are followed. */
export const finderFor = (text: string): Finder | null => (LIKELY.test(text) ? finder() : null);
