// Some keyboards on a screen shrink what one sees of the page, and not the page.

/** A page that is only a little higher than what one sees of it has no keyboard over it. */
const SLACK_PX = 1;

/**
 * Tells an element what a keyboard leaves of the window.
 * @param element gets `--view-height` and `--view-top` in px, for as long as it matters.
 * @param applies whether it matters at the moment.
 * @returns ends it.
 */
export function followViewport(element: HTMLElement, applies = isCovered): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const measure = () => {
    const set = (name: string, px: number) =>
      element.style.setProperty(name, applies() ? `${px}px` : '');
    set('--view-height', view.height);
    set('--view-top', view.offsetTop);
  };
  const end = new AbortController();
  measure();
  for (const type of ['resize', 'scroll'])
    view.addEventListener(type, measure, { signal: end.signal });
  addEventListener('resize', measure, { signal: end.signal });
  return () => {
    end.abort();
    for (const name of ['--view-height', '--view-top']) element.style.removeProperty(name);
  };
}

/** Whether a keyboard covers the page; to zoom in shows less of it as well. */
function isCovered(): boolean {
  const { height, scale = 1 } = window.visualViewport ?? { height: innerHeight };
  return scale <= 1 && height < innerHeight - SLACK_PX;
}
