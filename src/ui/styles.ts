// The styles of parts that come later, for every tree that has a chat in it.
const sheets: CSSStyleSheet[] = [];
const trees = new Set<DocumentOrShadowRoot>();

/** A tree that has a chat wears what there is, and what is to come, from now on. */
export function wear(tree: DocumentOrShadowRoot): void {
  if (trees.has(tree)) return;
  trees.add(tree);
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, ...sheets];
}

/** Adds the styles of a part, in front of its first use. */
export function addStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.push(sheet);
  for (const tree of trees) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}
