// Who finds bare addresses: the largest part of all that reads texts, so it comes behind the first
// messages, and only when one of them may hold an address.
import { lazy } from '../../lazy/lazy.ts';
import type { Addresses } from './links.ts';

/** Most texts hold no address, and tell so cheaply. */
const LIKELY = /:\/\/|@|mailto:|\w\.\w/i;

const addresses = lazy(() => import('./addresses.ts').then(({ addresses }) => addresses));

/** What finds the addresses of this text; to be called where signals are followed. */
export const addressesFor = (text: string): Addresses | null =>
  LIKELY.test(text) ? addresses() : null;
