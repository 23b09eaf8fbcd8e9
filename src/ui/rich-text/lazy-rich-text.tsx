// Renders the text of a message.
import type { ComponentChildren, JSX } from 'preact';
import { lazyView } from '../lazy/lazy-view.tsx';
import type { RoomModel } from '../room/room-model.ts';

type TextProps = { room: RoomModel; text: string; children?: ComponentChildren };

/** A text without parsed markup, until the parser is loaded. */
const PlainText = ({ text, children }: TextProps): JSX.Element => (
  <p class="text" dir="auto">
    {text}
    {children && ' '}
    {children}
  </p>
);

// Loads the line view too, so that each text renders once: rendering all again would be one long
// task.
export const RichText = lazyView(
  () =>
    import('./rich-text.tsx').then(async ({ LineView, RichText }) => {
      await LineView.load();
      return { RichText };
    }),
  'RichText',
  PlainText,
);
