// What a browser can keep for a chat. An entry point of its own: other runtimes have nothing like it.
import { check } from './options.ts';
import { storedReads as reads } from './stored-reads.ts';
import { storedSession as session } from './stored-session.ts';
import { tabRungs as rungs } from './tab-rungs.ts';

/**
 * A storage in the place of the function that gives it would seem to be one that is denied, and nothing
 * would be kept.
 * @param at which argument it is.
 */
function checked<F extends (...given: never[]) => unknown>(name: string, make: F, at: number): F {
  return ((...given: never[]) => {
    const storage: unknown = given[at];
    const isGood = storage === undefined || typeof storage === 'function';
    check(name, 'storage', isGood, 'be a function like () => localStorage', storage);
    return make(...given);
  }) as F;
}

/** Keeps how far people have read a room, for this origin and all its tabs. */
export const storedReads = checked('storedReads', reads, 1);
/** Keeps a guest's identity for this origin and all its tabs. */
export const storedSession = checked('storedSession', session, 0);
/** Remembers for this tab which way of connecting works. */
export const tabRungs = checked('tabRungs', rungs, 0);
