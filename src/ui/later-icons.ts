// Signs on what comes later.
export const laterIcons = {
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5V16',
  pencil:
    'M4 16l.8-3.4L13 4.4a1.6 1.6 0 0 1 2.3 0l.3.3a1.6 1.6 0 0 1 0 2.3l-8.2 8.2L4 16ZM11.6 5.8l2.6 2.6',
  bin: 'M4 6h12M8 6V4.4h4V6M5.6 6l.6 10h7.6l.6-10M8.6 8.8l.2 4.6M11.4 8.8l-.2 4.6',
  check: 'M4.500 10.500l3.800 4 7.200-9',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  again: 'M15.5 10a5.500 5.500 0 1 1-1.700-4M14.500 2.800V6h-3.200',
  copy: 'M7.500 7.500h8v8h-8zM12.500 7.500v-3h-8v8h3',
  link: 'M8.300 11.700a3 3 0 0 0 4.300 0l2.600-2.600a3 3 0 0 0-4.300-4.300l-.9.9M11.700 8.300a3 3 0 0 0-4.300 0l-2.600 2.600a3 3 0 0 0 4.300 4.300l.9-.9',
  back: 'M15.500 10H4.500M9.500 5l-5 5 5 5',
  down: 'M10 4v11M5 10.5l5 5 5-5',
  pulse: 'M2.5 10.5h3.5l2.2-6 3.6 11 2.2-5h3.5',
} as const;

export type LaterIcon = keyof typeof laterIcons;
