// What somebody wrote, wherever it stands.
import type { ComponentChildren, JSX } from 'preact';
import { lazyView } from '../lazy/lazy-view.tsx';
import type { RoomModel } from '../room/room-model.ts';

type TextProps = { room: RoomModel; text: string; children?: ComponentChildren };

/** A text as it was typed, until its marks can be read. */
const PlainText = ({ text, children }: TextProps): JSX.Element => (
  <p class="text" dir="auto">
    {text}
    {children && ' '}
    {children}
  </p>
);

// Drawn once, with what stands in its lines: to draw all texts again would be one long task.
export const RichText = lazyView(
  () =>
    import('./rich-text.tsx').then(async ({ LineView, RichText }) => {
      await LineView.load();
      return { RichText };
    }),
  'RichText',
  PlainText,
);
