// A page translator, such as the browser's own, replaces text nodes with `<font>` elements. Later updates
// to the detached text nodes would then be invisible.

/** Puts a text node back where a translator has replaced it, once its text changes. @returns stops it. */
export function repairTranslations(root: Node): () => void {
  const replaced = new WeakMap<Node, Element>();
  const texts = new MutationObserver((changes) => {
    for (const { target } of changes) {
      // The translator notices the node and translates it again.
      replaced.get(target)?.replaceWith(target);
      replaced.delete(target);
    }
  });
  const tree = new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes, previousSibling, nextSibling } of changes) {
      const font = [...addedNodes, previousSibling, nextSibling].find(isFont);
      for (const removed of removedNodes) {
        if (!font || removed.nodeType !== Node.TEXT_NODE) continue;
        replaced.set(removed, font);
        texts.observe(removed, { characterData: true });
      }
    }
  });
  tree.observe(root, { childList: true, subtree: true });
  return () => {
    tree.disconnect();
    texts.disconnect();
  };
}

const isFont = (node: Node | null): node is Element => node?.nodeName === 'FONT';
