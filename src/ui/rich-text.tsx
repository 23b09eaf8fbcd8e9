import type { ComponentChildren, JSX } from 'preact';
import { piecesOf } from './links.ts';

type Props = {
  text: string /** Small print that runs on behind the text. */;
  children?: ComponentChildren;
};

/** A message's text, as text nodes and safe links; never as HTML. */
export const RichText = ({ text, children }: Props): JSX.Element => (
  <p class="text" dir="auto">
    {piecesOf(text).map(({ text: piece, href }) =>
      href === undefined ? (
        piece
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {piece}
        </a>
      ),
    )}
    {/* The space keeps them apart where nobody sees the margin: in copies and for the ears. */}
    {children && ' '}
    {children}
  </p>
);
