import { words } from './words.ts';

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const thisYear = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const otherYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** The time of day, as read beside a message. */
export const timeOfDay = (at: number): string => time.format(at);

/** Everything about the moment, for those who ask. */
export const exactTime = (at: number): string => exact.format(at);

/** The day a moment belongs to, where the reader is: equal for equal days. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** The day as people call it. */
export function dayName(at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return words.today;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === dayOf(yesterday.getTime())) return words.yesterday;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? thisYear : otherYear).format(at);
}
