import type { JSX } from 'preact';
import { namedRuns } from '../display-text.ts';

/**
 * The most runs of direction controls that get a marker element; later ones are replaced by plain
 * text.
 */
const MAX_MARKERS = 16;

/** Replaces direction controls in code by visible text, so that they have no effect. */
export const visibleControls = (code: string): (JSX.Element | string)[] =>
  namedRuns(code, MAX_MARKERS).map(({ text, named }) =>
    named ? <span class="turning">{text}</span> : text,
  );
