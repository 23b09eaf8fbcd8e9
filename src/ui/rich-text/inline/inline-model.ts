/** A part of a paragraph: plain text, or an element. */
export type Inline =
  | string
  | { readonly kind: 'strong' | 'em' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code' | 'formula'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly text: string }
  /** Direction controls, described by their code points. */
  | { readonly kind: 'controls'; readonly text: string };

/** @returns the text of a line without markup. */
export const plainOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      return 'children' in inline ? plainOf(inline.children) : inline.text;
    })
    .join('');
