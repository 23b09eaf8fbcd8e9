import type { JSX } from 'preact';

const paths = {
  send: 'M4 10h11M10.5 5l5 5-5 5',
  smile:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.2 11.8c.7 1 1.6 1.6 2.8 1.6s2.1-.6 2.8-1.6M7.7 8.2h.01M12.3 8.2h.01',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  back: 'M15.500 10H4.500M9.500 5l-5 5 5 5',
  out: 'M11.5 4H16v4.500M15.700 4.300 9.500 10.500M8.500 5H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2v-2.500',
  down: 'M10 4v11M5 10.5l5 5 5-5',
  people:
    'M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.5 16c.3-2.6 2.2-4 5-4s4.700 1.400 5 4M13 9.300a2.300 2.300 0 1 0-.6-4.500M14.300 12c1.900.300 3 1.600 3.200 3.600',
} as const;

/** A drawn sign. Its button carries the name; the sign itself says nothing to a screen reader. */
export const Sign = ({ path }: { path: string }): JSX.Element => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={path} />
  </svg>
);

/** One of the signs that are seen at once; the others are in `later-icons.ts`. */
export const Icon = ({ name }: { name: keyof typeof paths }): JSX.Element => (
  <Sign path={paths[name]} />
);
