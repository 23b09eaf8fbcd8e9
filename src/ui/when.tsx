import type { JSX } from 'preact';
import { exactTime, timeOfDay } from './clock-words.ts';

/** A time of day that tells the exact moment to those who point at it. */
export const When = ({ at }: { at: number }): JSX.Element => (
  <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
    {timeOfDay(at)}
  </time>
);
