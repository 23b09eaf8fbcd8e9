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
  const time = new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' });
  const exact = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium' });
  const thisYear = new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long' });
  const otherYear = new Intl.DateTimeFormat(tag, { dateStyle: 'long' });
  return {
    timeOfDay: (at) => time.format(at),
    exactTime: (at) => exact.format(at),
    dayName(at, now) {
      const day = dayOf(at);
      if (day === dayOf(now)) return days.today;
      const yesterday = new Date(now);
      yesterday.setDate(yesterday.getDate() - 1);
      if (day === dayOf(yesterday.getTime())) return days.yesterday;
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return (sameYear ? thisYear : otherYear).format(at);
    },
  };
}
