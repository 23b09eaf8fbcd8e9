// What the components of one page share: whoever asks for the same gets the same visit.
import type { Visit } from './shared-session.ts';

const visits = new Set<{ readonly marks: readonly unknown[]; readonly visit: Visit }>();

/**
 * @param marks what tells visits apart: all of them must be the same.
 * @param open begins a visit where there is none, and says when it has ended.
 */
export function sharedVisit(marks: readonly unknown[], open: (ended: () => void) => Visit): Visit {
  for (const known of visits)
    if (known.marks.every((mark, at) => mark === marks[at])) return known.visit;
  const visit = open(() => visits.delete(shared));
  const shared = { marks, visit };
  visits.add(shared);
  return visit;
}
