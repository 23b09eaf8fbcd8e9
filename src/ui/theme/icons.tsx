import type { JSX } from 'preact';

const paths = {
  send: 'M4 10h11M10.5 5l5 5-5 5',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  out: 'M12 4h4v4M16 4l-6 6M9 5H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2v-3',
  people:
    'M4.5 7a3 3 0 1 0 6 0 3 3 0 1 0-6 0M2.5 16q.5-4 5-4t5 4M13 4a3 3 0 0 1 0 5.5M14 12q3 .5 3.5 4',
} as const;

/** An icon, hidden from screen readers: its button carries the label. */
export const SvgIcon = ({ path }: { path: string }): JSX.Element => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={path} />
  </svg>
);

/** One of the icons that are needed at once; the others are in `lazy-icons.ts`. */
export const Icon = ({ name }: { name: keyof typeof paths }): JSX.Element => (
  <SvgIcon path={paths[name]} />
);
