// Adopted style sheets of lazily loaded parts, for every document or shadow root that holds a chat.
const dialogs: CSSStyleSheet[] = [];
const trees = new Set<DocumentOrShadowRoot>();

/** Applies all style sheets to a tree, including those that are added later. */
export function adoptStyles(tree: DocumentOrShadowRoot): void {
  if (trees.has(tree)) return;
  trees.add(tree);
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, ...dialogs];
}

/** Adds the styles of a part to all trees. Call it before the part is first rendered. */
export function addStyles(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  dialogs.push(sheet);
  for (const tree of trees) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}
