import type { JSX } from 'preact';

const paths = {
  send: 'M4 10h11M10.5 5l5 5-5 5',
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5V16',
  smile:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.2 11.8c.7 1 1.6 1.6 2.8 1.6s2.1-.6 2.8-1.6M7.7 8.2h.01M12.3 8.2h.01',
  pencil:
    'M4 16l.8-3.4L13 4.4a1.6 1.6 0 0 1 2.3 0l.3.3a1.6 1.6 0 0 1 0 2.3l-8.2 8.2L4 16ZM11.6 5.8l2.6 2.6',
  bin: 'M4 6h12M8 6V4.4h4V6M5.6 6l.6 10h7.6l.6-10M8.6 8.8l.2 4.6M11.4 8.8l-.2 4.6',
  check: 'M4.500 10.500l3.800 4 7.200-9',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  pulse: 'M2.5 10.5h3.5l2.2-6 3.6 11 2.2-5h3.5',
  back: 'M15.500 10H4.500M9.500 5l-5 5 5 5',
  copy: 'M7.500 7.500h8v8h-8zM12.500 7.500v-3h-8v8h3',
  link: 'M8.300 11.700a3 3 0 0 0 4.300 0l2.600-2.600a3 3 0 0 0-4.300-4.300l-.9.9M11.700 8.300a3 3 0 0 0-4.300 0l-2.600 2.600a3 3 0 0 0 4.300 4.300l.9-.9',
  out: 'M11.5 4H16v4.500M15.700 4.300 9.500 10.500M8.500 5H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2v-2.500',
  down: 'M10 4v11M5 10.5l5 5 5-5',
  people:
    'M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.5 16c.3-2.6 2.2-4 5-4s4.700 1.400 5 4M13 9.300a2.300 2.300 0 1 0-.6-4.500M14.300 12c1.900.300 3 1.600 3.200 3.600',
} as const;

export type IconName = keyof typeof paths;

/** A drawn sign. Its button carries the name; the sign itself says nothing to a screen reader. */
export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
