import { onFirstUse } from './grammar.ts';

/** The date and time formats of a language, in the reader's time zone. */
export type Clock = {
  /** The time of day, as read beside a message. */
  readonly timeOfDay: (at: number) => string;
  /** The full date and time. */
  readonly exactTime: (at: number) => string;
  /** "Today", "Yesterday", or a date. */
  readonly dayName: (at: number, now: number) => string;
};

/** The start of the local day that a moment belongs to. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** @param tag a BCP 47 tag, with the region whose formats are used. */
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
