// Loads link detection lazily: it is the largest part of the parser, and only needed once a message
// may contain an address.
import { lazy } from '../../lazy/lazy.ts';
import type { Addresses } from './links.ts';

/** A cheap test that most texts without an address fail. */
const LIKELY = /:\/\/|@|mailto:|\w\.\w/i;

const addresses = lazy(() => import('./addresses.ts').then(({ addresses }) => addresses));

/**
 * @returns link detection for this text; null while it is loading or if it is not needed.
 * Subscribes the calling effect or component.
 */
export const addressesFor = (text: string): Addresses | null =>
  LIKELY.test(text) ? addresses() : null;
