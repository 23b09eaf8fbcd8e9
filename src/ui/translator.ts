// A page's translator, such as the browser's own, puts `<font>` elements in the place of texts. What is
// written into those texts afterwards would be seen by nobody.

/** Puts a text back where a translator has replaced it, once it says something else. @returns ends it. */
export function followTranslator(root: Node): () => void {
  const replaced = new WeakMap<Node, Element>();
  const texts = new MutationObserver((changes) => {
    for (const { target } of changes) {
      // The translator sees it come back, and translates it anew.
      replaced.get(target)?.replaceWith(target);
      replaced.delete(target);
    }
  });
  const places = new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes, previousSibling, nextSibling } of changes) {
      const font = [...addedNodes, previousSibling, nextSibling].find(isFont);
      for (const removed of removedNodes) {
        if (!font || removed.nodeType !== Node.TEXT_NODE) continue;
        replaced.set(removed, font);
        texts.observe(removed, { characterData: true });
      }
    }
  });
  places.observe(root, { childList: true, subtree: true });
  return () => {
    places.disconnect();
    texts.disconnect();
  };
}

const isFont = (node: Node | null): node is Element => node?.nodeName === 'FONT';
