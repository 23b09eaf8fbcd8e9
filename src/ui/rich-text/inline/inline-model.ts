/** What stands within a paragraph: text, or something that means more. */
export type Inline =
  | string
  | { readonly kind: 'strong' | 'em' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code' | 'formula'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly text: string }
  /** Direction controls, by their numbers. */
  | { readonly kind: 'controls'; readonly text: string };

/** The words of a line. */
export const plainOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      return 'children' in inline ? plainOf(inline.children) : inline.text;
    })
    .join('');
