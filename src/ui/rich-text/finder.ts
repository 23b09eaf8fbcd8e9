// Who finds bare addresses: the largest part of all that reads texts, so it comes behind the first
// messages, and only when one of them may hold an address.
import { signal } from '@preact/signals';
import type { Finder } from './links.ts';

/** Most texts hold no address, and tell so cheaply. */
const LIKELY = /:\/\/|@|mailto:|\w\.\w/i;

const found = signal<Finder | null>(null);
let asked = false;

/**
 * Who finds the bare addresses of this text; to be called where signals are followed, since the
 * finder is fetched when the first text needs it. @returns null as long as there is none to ask.
 */
export function finderFor(text: string): Finder | null {
  if (!LIKELY.test(text)) return null;
  if (!asked) {
    asked = true;
    import('./addresses.ts').then(
      ({ addressesIn }) => {
        found.value = addressesIn;
      },
      () => {
        asked = false;
      },
    );
  }
  return found.value;
}
