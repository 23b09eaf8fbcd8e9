import { onFirstUse } from './grammar.ts';

/** How one language tells the time, where the reader is. */
export type Clock = {
  /** The time of day, as read beside a message. */
  readonly timeOfDay: (at: number) => string;
  /** Everything about the moment, for those who ask. */
  readonly exactTime: (at: number) => string;
  /** The day as people call it. */
  readonly dayName: (at: number, now: number) => string;
};

/** The day a moment belongs to, where the reader is: equal for equal days. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** @param tag a language as BCP 47 names it, with the region whose customs it follows. */
export function clockOf(tag: string, days: { today: string; yesterday: string }): Clock {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const time = onFirstUse(() => format({ timeStyle: 'short' }));
  const exact = onFirstUse(() => format({ dateStyle: 'full', timeStyle: 'medium' }));
  return {
    timeOfDay: (at) => time().format(at),
    exactTime: (at) => exact().format(at),
    dayName(at, now) {
      const day = dayOf(at);
      const today = dayOf(now);
      if (day === today) return days.today;
      if (day === dayOf(today - 1)) return days.yesterday;
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return format(
        sameYear ? { weekday: 'long', day: 'numeric', month: 'long' } : { dateStyle: 'long' },
      ).format(at);
    },
  };
}
