import type { JSX } from 'preact';
import { namedRuns } from '../display-text.ts';

/** Runs of direction controls that are marked as such; further ones are named all the same. */
const MARKED = 16;

/** Code with its direction controls made visible, and powerless. */
export const visibleControls = (code: string): (JSX.Element | string)[] =>
  namedRuns(code, MARKED).map(({ text, named }) =>
    named ? <span class="turning">{text}</span> : text,
  );
